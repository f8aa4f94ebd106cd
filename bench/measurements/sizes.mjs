// What is on disk of each server: everything that it reads to answer.
import { readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectRoot, typescriptFolder } from '../servers/contenders.mjs';

const require = createRequire(import.meta.url);
const workersTypes = require.resolve('@cloudflare/workers-types/package.json').replace('package.json', 'index.d.ts');

/** @returns {{ ours: number, tsserver: number }} MB */
export function measureSizes() {
  const dist = join(projectRoot, 'dist');
  const lib = join(typescriptFolder, 'lib');
  const code = ['bundles/server.js', 'bundles/typescript.js'].map((name) => join(dist, name));
  const libraries = readdirSync(lib).filter((name) => /^lib\.(es|decorators).*\.d\.ts$/.test(name));
  return {
    ours: megabytes([...code, ...filesIn(join(dist, 'declarations'))]),
    tsserver: megabytes([
      ...['_tsserver.js', 'typescript.js', ...libraries].map((name) => join(lib, name)),
      workersTypes,
    ]),
  };
}

/** @param {string} folder */
const filesIn = (folder) => readdirSync(folder).map((name) => join(folder, name));

/** @param {readonly string[]} files */
const megabytes = (files) => files.reduce((sum, file) => sum + statSync(file).size, 0) / 1024 / 1024;
