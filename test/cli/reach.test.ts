import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workerdProject } from '../../simulation/project/workerd';
import { cli, cliEvents } from '../support/cli';
import { needs } from '../support/needs';
import { miniflareMissing, nodesOfMachine } from '../support/sandbox';
import { bundle, temporaryFolder } from '../support/temporaryFolder';

const posix = needs(process.platform !== 'win32', 'a system with links and pipes for everybody');
const onWorkerd = needs(!('refused' in workerdProject(process.cwd(), [], {})), miniflareMissing);
const isLink = 'is a link that leads outside of the workspace folder: a simulation reads only files inside of it';
const isOutside = 'lies outside of the workspace folder: a simulation reads only files inside of it';
const copy = 'Copy the file there';

const manifest = `name = "shop"
compatibility_date = "2026-04-01"
[ai]
binding = "AI"
[[kv_namespaces]]
binding = "CACHE"
id = "1"
[[d1_databases]]
binding = "DB"
database_id = "1"
`;

/** A Destination beside a folder of files that it must not read. */
function shop(files: Readonly<Record<string, string>> = {}) {
  const root = temporaryFolder({
    'wrangler.toml': manifest,
    'playground/edge/tag.js': 'return [params.payload, params.secrets, await params.infra.CACHE.get("a")];',
    ...files,
  });
  const elsewhere = join(dirname(root), 'elsewhere');
  mkdirSync(elsewhere);
  const contents = {
    'x.json': '{ "eventName": "OUT-OF-REACH", "data": {}, "CACHE": { "a": "OUT-OF-REACH" } }',
    'x.sql': "CREATE TABLE t (a); SELECT 'OUT-OF-REACH'; broken OUT-OF-REACH",
    'scenario.json': '{ "name": "OUT-OF-REACH", "steps": [{ "stage": "edge/tag" }] }',
    vars: 'KEY=OUT-OF-REACH',
    'tag.js': "return 'OUT-OF-REACH';",
  };
  for (const [name, text] of Object.entries(contents)) {
    writeFileSync(join(elsewhere, name), text);
  }
  return { root, elsewhere };
}

function link(root: string, path: string, target: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  rmSync(join(root, path), { force: true });
  symlinkSync(target, join(root, path));
}

/** What `simulate` says on its way out; nothing of what is out of reach. */
function refusal(root: string, ...args: string[]): string {
  const { code, stdout, stderr } = cli(root, 'simulate', ...args);
  expect([code, `${stdout}${stderr}`]).toEqual([2, expect.not.stringContaining('OUT-OF-REACH')]);
  return stderr.trim();
}

describe('a simulation reads no link that leads outside', () => {
  const links: readonly { path: string; target: string; args: readonly string[]; sentence: string }[] = (
    [
      ['simulation/ai.json', 'x.json', ['edge/tag'], `simulation/ai.json ${isLink}.`],
      ['simulation/events/Own.json', 'x.json', ['edge/tag', '--event', 'Own'], `Own ${isLink}. ${copy}.`],
      ['own.json', 'x.json', ['edge/tag', '--event', 'own.json'], `own.json ${isLink}. ${copy}.`],
      ['seed.json', 'x.json', ['edge/tag', '--seed', 'seed.json'], `seed.json ${isLink}. ${copy}.`],
      [
        'simulation/scenarios/a.json',
        'scenario.json',
        ['--scenario', 'a'],
        `simulation/scenarios/a.json ${isLink}. ${copy}.`,
      ],
      ['.dev.vars', 'vars', ['edge/tag'], `.dev.vars ${isLink}.`],
      ['playground/edge/tag.js', 'tag.js', ['edge/tag'], `playground/edge/tag.js ${isLink}.`],
    ] as const
  ).map(([path, target, args, sentence]) => ({ path, target, args, sentence }));
  posix.each(links)('$path', ({ path, target, args, sentence }) => {
    const { root, elsewhere } = shop();
    link(root, path, join(elsewhere, target));
    expect(refusal(root, ...args)).toBe(sentence);
  });

  onWorkerd('migrations, as files and as a folder', () => {
    for (const [path, target, sentence] of [
      ['migrations/1.sql', 'x.sql', `migrations/1.sql, a migration of DB, ${isLink}.`],
      ['migrations', '.', `The migrations of DB, migrations, ${isLink}.`],
    ] as const) {
      const { root, elsewhere } = shop();
      link(root, path, join(elsewhere, target));
      symlinkSync(resolve(import.meta.dirname, '../../node_modules'), join(root, 'node_modules'));
      const { code, stdout } = cli(root, 'simulate', 'edge/tag', '--engine', 'workerd');
      expect([code, stdout]).toEqual([1, expect.stringContaining(sentence)]);
      expect(stdout).not.toContain('OUT-OF-REACH');
    }
  });

  onWorkerd('migrations of a folder that lies outside', () => {
    const { root } = shop({ 'wrangler.toml': `${manifest}migrations_dir = "../elsewhere"\n` });
    symlinkSync(resolve(import.meta.dirname, '../../node_modules'), join(root, 'node_modules'));
    const { stdout } = cli(root, 'simulate', 'edge/tag', '--engine', 'workerd');
    expect(stdout).toContain(`The migrations of DB, ../elsewhere, ${isOutside}.`);
  });
});

describe('a simulation reads no path that leads outside', () => {
  it('from the command line', () => {
    const { root, elsewhere } = shop();
    const path = join(elsewhere, 'x.json');
    expect(refusal(root, 'edge/tag', '--event', path)).toBe(`${path} ${isOutside}. ${copy}.`);
    expect(refusal(root, 'edge/tag', '--seed', '../elsewhere/x.json')).toBe(
      `../elsewhere/x.json ${isOutside}. ${copy}.`,
    );
    expect(refusal(root, '--scenario', '../elsewhere/scenario.json')).toBe(
      `../elsewhere/scenario.json ${isOutside}. ${copy}.`,
    );
  });

  it('from a scenario', () => {
    const steps = [{ stage: 'edge/tag', event: '../elsewhere/x.json' }];
    const { root } = shop({
      'simulation/scenarios/a.json': JSON.stringify({ seed: '../elsewhere/x.json', steps }),
      'simulation/scenarios/b.json': JSON.stringify({ steps }),
    });
    expect(refusal(root, '--scenario', 'a')).toBe(`../elsewhere/x.json ${isOutside}. ${copy}.`);
    expect(refusal(root, '--scenario', 'b')).toContain(`../elsewhere/x.json ${isOutside}. ${copy}.`);
  });
});

posix('pipes are not waited for, and what is too large is not read', () => {
  const { root } = shop();
  mkdirSync(join(root, 'simulation/events'), { recursive: true });
  for (const path of ['simulation/events/Pipe.json', 'seed.json']) {
    execFileSync('mkfifo', [join(root, path)]);
  }
  const isPipe = 'is not a regular file: devices, pipes and sockets are not read.';
  expect(refusal(root, 'edge/tag', '--event', 'Pipe')).toBe(`Pipe ${isPipe}`);
  expect(refusal(root, 'edge/tag', '--seed', 'seed.json')).toBe(`seed.json ${isPipe}`);
  writeFileSync(join(root, 'simulation/ai.json'), '');
  truncateSync(join(root, 'simulation/ai.json'), 21 * 1024 * 1024);
  expect(refusal(root, 'edge/tag')).toBe('simulation/ai.json is larger than 20 MB.');
  rmSync(join(root, 'simulation/ai.json'));
  execFileSync('mkfifo', [join(root, 'simulation/ai.json')]);
  expect(refusal(root, 'edge/tag')).toBe(`simulation/ai.json ${isPipe}`);
});

describe('a TypeScript module', () => {
  const files = {
    'wrangler.toml': '[[services]]\nbinding = "SVC"\nservice = "backend"\n',
    'playground/edge/tag.js': "return await (await params.infra.SVC.fetch('https://a.example/')).text();",
  };
  const backend = (statements: string) => ({
    'services/backend.ts': `${statements}\nexport default { fetch: (request: Request): Response => new Response(value) };`,
  });

  it.each(nodesOfMachine())('runs with Node $version, and no program of the project', ({ path }) => {
    for (const statements of [
      "import { value } from './value.js';",
      "import type { Env } from './types';\nenum Answer { fine = 'fine' }\nconst value: string = Answer.fine;",
    ]) {
      const folder = temporaryFolder({
        ...files,
        ...backend(statements),
        'services/value.ts': "export const value: string = 'fine';",
        'node_modules/esbuild/index.js': "throw new Error('It is not to be loaded.');",
      });
      const stdout = execFileSync(
        path,
        [bundle('cli.js'), 'simulate', 'edge/tag', '--format', 'json', '--root', folder],
        {
          encoding: 'utf8',
        },
      );
      const events = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(events.find(({ type }) => type === 'return')?.value).toBe('fine');
    }
  });

  it('that is broken says where', () => {
    const { events } = cliEvents(temporaryFolder({ ...files, ...backend('const value: = 1;') }), 'edge/tag');
    expect(events.find(({ type }) => type === 'binding')?.note).toMatch(
      /^services\/backend\.ts has a syntax error in line 1, column 14: Type expected\. /,
    );
  });
});
