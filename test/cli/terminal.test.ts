import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CliResult, cli, cliEvents, cliJson } from '../support/cli';
import { bundle, temporaryFolder } from '../support/temporaryFolder';

/** What a terminal would obey: it writes the clipboard and the title, clears, moves back, rings, reorders. */
const hostile =
  '\u001b]52;c;eA==\u0007\u001b]0;T\u0007\u001b]8;;https://evil.example\u0007\u001b[2J\b\r\u007f\u009b2J\u0090\u202e\u2066\u2028\u200b';
const shown = '\\u001b]52;c;eA==\\u0007';

/** Fails where output has a character that a terminal obeys; with colours, but for those of ours. */
function expectPlain({ stdout, stderr }: Pick<CliResult, 'stdout' | 'stderr'>): void {
  const text = `${stdout}${stderr}`.replaceAll(/[\n\t]/g, '');
  expect(text.match(/[\p{Cc}\p{Bidi_Control}\u2028\u2029\u200b]/gu) ?? []).toEqual([]);
}

const kv = [{ binding: 'KV', id: '1' }];

/** A Destination in which everything that can be named is called like this. */
function destination(name = hostile, files: Record<string, string> = {}): string {
  const manifest = {
    name,
    main: 'index.js',
    compatibility_date: '2026-04-01',
    vars: { [name]: name, SECRET: name },
    kv_namespaces: [...kv, { binding: name, id: name, [name]: name }],
    services: [{ binding: 'SERVICE', service: name, entrypoint: name }],
    d1_databases: [{ binding: 'DB', database_name: name, database_id: name }],
    ai: { binding: 'AI' },
    env: { [name]: { kv_namespaces: kv }, other: {} },
  };
  return temporaryFolder({
    'wrangler.json': JSON.stringify(manifest, null, 2),
    'simulation/ai.json': JSON.stringify({ [name]: { $error: name } }),
    'index.js': 'export default {};\n',
    ...files,
  });
}

const literal = JSON.stringify(hostile);
const code = `
import { helper } from './${hostile.replaceAll(/[\r\u2028]/g, '')}.js';
const name = ${literal};
console.log(name, { [name]: name }, new Error(name), Symbol(name), [name]);
params.logger.error(name + '\\n' + name);
await params.infra.KV.put(name, name);
await params.infra.KV.get(name);
await params.infra.AI.run(name).catch((error) => console.warn(error));
await params.infra.DB.prepare('SELECT 1 -- ' + name + '\\n FROM x').bind(name).all().catch(() => {});
await params.requestHandler('https://a.example/' + name, { method: 'POST', headers: { 'x-a': 'b' }, body: name });
await params.requestHandler('https://a.example/', { method: 'POST', body: JSON.stringify({ [name]: name }) });
params.userSave?.(name, name);
class Other extends Error {}
Object.defineProperty(Other.prototype, 'name', { value: name });
throw new Other(name + '\\n' + name, { cause: name });
`;
const stage = code.replace(/^import.*$/m, '');

describe('names of a manifest', () => {
  it.each([
    ['list'],
    ['list', '--env', 'nothing'],
    ['check'],
    ['add', 'kv', 'NEW', '--set', `id=${hostile}`, '--dry-run'],
    ['add', 'kv', hostile, '--set', 'id=1'],
    ['add', hostile, hostile],
    ['add', 'kv', 'NEW', '--set', hostile],
    ['add', 'kv', 'NEW', '--set', `${hostile}=1`],
    ['add', 'kv', 'NEW', '--set', 'id=1', '--env', hostile],
    ['remove', hostile, '--dry-run'],
    ['remove', hostile],
    ['remove', 'KV', '--env', hostile],
    ['rename', 'KV', hostile],
    ['rename', hostile, 'NEW', '--dry-run'],
    ['rename', hostile, 'NEW'],
    ['simulate', 'edge/tag'],
    ['simulate', 'edge/tag', '--env', hostile],
    ['simulate', hostile],
    ['simulate', '--scenario', hostile],
    ['simulate', 'edge/tag', '--event', hostile],
    ['simulate', 'edge/tag', '--engine', hostile],
    ['simulate', 'edge/tag', '--seed', hostile],
    ['simulate', 'edge/tag', '--header', hostile],
    ['simulate', 'edge/tag', '--engine', 'workerd'],
    ['list', '--root', hostile],
    ['list', '--format', hostile],
    ['list', `--${hostile}`],
    [hostile],
  ])('%j', (...args) => {
    const result = cli(destination(hostile, { 'playground/edge/tag.js': stage }), ...args);
    expect(`${result.stdout}${result.stderr}`).not.toBe('');
    expectPlain(result);
  });

  it('are shown, in columns, as JavaScript writes them', () => {
    const { stdout } = cli(destination('\u001b[2J'), 'list');
    expect(stdout).toContain('  KV         KV namespace  1\n  \\u001b[2J  KV namespace  \\u001b[2J\n');
  });
});

describe('files', () => {
  const folder = 'a\u001b[2J\u009b';
  const stageFile = `playground/apis/cdn/${folder}.js`;

  it('checked', () => {
    const result = cli(
      destination(hostile, {
        'playground/edge/tag.js': code,
        [`${folder}/wrangler.toml`]: '[[kv_namespaces]]\nbinding = 1\n',
        [`${folder}/playground/edge/tag.js`]: 'params.infra.NOPE.get(',
      }),
      'check',
    );
    expect(result.stdout).toContain('a\\u001b[2J\\u009b/');
    expectPlain(result);
  });

  it.each([[stageFile], [`apis/cdn/${folder}`], ['all']])('simulated: %j', (name) => {
    const root = destination(hostile, {
      [stageFile]: 'await import("./\u001b[2J.js");',
      [`simulation/scenarios/${folder}.json`]: JSON.stringify({ steps: [{ stage: hostile }] }),
      'simulation/scenarios/b.json': `{ "steps": [\u001b`,
    });
    expectPlain(cli(root, 'simulate', ...(name === 'all' ? ['--scenario', 'all'] : [name])));
  });
});

describe('what a run reports', () => {
  it('as text', () => {
    const result = cli(destination(hostile, { 'playground/edge/tag.js': stage }), 'simulate', 'edge/tag');
    expect(result.stdout).toContain(`LOG     ${shown}`);
    expect(result.stdout).toContain('answered from a fixture');
    expectPlain(result);
  });

  it('in colours: ours alone', () => {
    const root = destination(hostile, { 'playground/edge/tag.js': stage });
    const { stdout, stderr } = spawnSync(process.execPath, [bundle('cli.js'), 'simulate', 'edge/tag'], {
      cwd: root,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, FORCE_COLOR: '1' },
    });
    expect(stdout).toContain(`\u001b[31m${shown}`);
    const ours = new RegExp(`${String.fromCharCode(27)}\\[(1|2|22|3[1-46]|39)m`, 'g');
    expectPlain({ stdout: stdout.replaceAll(ours, ''), stderr });
  });

  it.each([
    ['that fails', { return: hostile, requests: [{ url: hostile, [hostile]: 1 }], logs: [hostile], error: hostile }, 1],
    ['that cannot be read', { [hostile]: hostile }, 2],
  ])('of a scenario %s, and its report', (_, expected, exitCode) => {
    const root = destination(hostile, {
      'playground/edge/tag.js': `await params.requestHandler('https://a.example/', {}); return { [${literal}]: 1 };`,
      'simulation/scenarios/a\u001b[2J.json': JSON.stringify({ steps: [{ stage: 'edge/tag', expect: expected }] }),
    });
    const result = cli(root, 'simulate', '--scenario', 'all', '--junit', 'report.xml');
    expect(`${result.stdout}${result.stderr}`).toContain('a\\u001b[2J.json');
    expect(result.code).toBe(exitCode);
    expectPlain(result);
    if (exitCode === 1) {
      expectPlain({ stdout: readFileSync(join(root, 'report.xml'), 'utf8'), stderr: '' });
    }
  });

  it('as JSON: the same data, written in other words', () => {
    const root = destination(hostile, { 'playground/edge/tag.js': stage });
    const result = cliEvents(root, 'edge/tag');
    expectPlain(result);
    expect(result.events.find(({ type }) => type === 'log').args[0]).toBe(hostile);
    const listed = cliJson(root, 'list');
    expectPlain(listed);
    expect(listed.json.bindings.map(({ name }: { name: string }) => name)).toContain(hostile);
    expectPlain(cliJson(root, 'check'));
  });
});
