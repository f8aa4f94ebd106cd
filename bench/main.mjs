#!/usr/bin/env node
// `npm run bench`: how fast and how small the built server is, against tsserver in the same run. Not a test: nothing here
// times out, and a bar that is missed fails nothing. A wrong answer does: it would make its time worthless.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureRun } from './measurements/run.mjs';
import { help, readOptions } from './options.mjs';
import { table } from './report.mjs';
import { contenders, projectRoot } from './servers/contenders.mjs';

const options = readOptions();
if (!options) {
  process.stdout.write(help);
  process.exit(0);
}
if (!existsSync(join(projectRoot, 'dist/server.js'))) {
  console.error('There is nothing to measure in dist/. Run `npm run build` first.');
  process.exit(2);
}

const log = (/** @type {string} */ message) => process.stderr.write(`${message}\n`);
const folder = mkdtempSync(join(tmpdir(), 'infra-bindings-bench-'));
const all = contenders();
log(`Measuring ${all.map(({ title }) => title).join(', ')} on Node ${process.versions.node}, ${cpus().length} cores.`);

const runs = [];
try {
  for (const files of options.files) {
    log(`\n${files} stage file${files === 1 ? '' : 's'}`);
    runs.push({ files, metrics: await measureRun(all, join(folder, String(files)), files, options, log) });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const report = { date: new Date().toISOString(), node: process.versions.node, cores: cpus().length, runs };
process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : `\n${table(runs)}\n`);
