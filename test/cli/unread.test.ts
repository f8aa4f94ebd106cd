import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli, cliJson } from '../support/cli';
import { needs } from '../support/needs';
import { bundle, temporaryFolder } from '../support/temporaryFolder';

const isPosix = process.platform !== 'win32';
const posix = needs(isPosix, 'named pipes');
const asOther = needs(isPosix && process.getuid?.() === 0, 'root, to become another user');

const manifest = '[[kv_namespaces]]\nbinding = "KV"\nid = "1"\n';
const use = "await params.infra.KV.get('a')\n";
const shop = { 'wrangler.toml': manifest, 'playground/edge/tag.js': use };
const pipe = (...path: string[]) => expect(spawnSync('mkfifo', [join(...path)]).status).toBe(0);

/** Runs a command as a user who has no rights but those that files give to everyone. */
function cliAsOther(folder: string, ...args: string[]) {
  chmodSync(join(folder, '..'), 0o755);
  const command = ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, bundle('cli.js')];
  const { status, stdout, stderr } = spawnSync('setpriv', [...command, ...args, '--root', folder], {
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
}

describe('check names what it could not read', () => {
  it('and checks the rest', () => {
    const folder = temporaryFolder({
      ...shop,
      'playground/edge/init.js': 'await params.infra.NOPE.get()',
      'playground/edge/user.js': new Uint8Array([1, 0, 2]),
      'src/large.js': 'x'.repeat(21 * 1024 * 1024),
    });
    mkdirSync(join(folder, 'playground/browser/tag.js'), { recursive: true });
    symlinkSync('nothing', join(folder, 'src/dead.js'));
    symlinkSync('loop.js', join(folder, 'src/loop.js'));
    const { code, json, stderr } = cliJson(folder, 'check');
    expect(code).toBe(2);
    expect(json.files).toBe(3);
    expect(json.diagnostics).toMatchObject([{ file: 'playground/edge/init.js', code: 'undeclared-binding' }]);
    expect(json.unread).toEqual(
      [
        ['playground/browser/tag.js', 'folder', 'is a folder, not a regular file'],
        ['playground/edge/user.js', 'binary', 'is not a text file in UTF-8'],
        ['src/dead.js', 'dead-link', 'is a link to a file that does not exist'],
        ['src/large.js', 'too-large', 'is larger than 20 MB'],
        ['src/loop.js', 'unreadable', 'is a link that leads back to itself (ELOOP)'],
      ].map(([file, reason, message]) => ({ file, reason, message: `${file} ${message}.` })),
    );
    expect(stderr.trim().split('\n')).toEqual(json.unread.map(({ message }: { message: string }) => message));
  });

  it('and reads all code, however much and however deep', { timeout: 120_000 }, () => {
    const bad = 'export default { async fetch(request, env) { await env.NOPE.get("a"); return env.KV.get("a"); } };';
    const many = Array.from({ length: 2_100 }, (_, index) => [`src/m${index}.js`, '']);
    const deep = `src/${'deep/'.repeat(12)}last.js`;
    const folder = temporaryFolder({ ...shop, ...Object.fromEntries(many), 'src/z.js': bad, [deep]: bad });
    const { code, json } = cliJson(folder, 'check');
    expect([code, json.files]).toEqual([1, 2_104]);
    expect(json.diagnostics.map(({ file }: { file: string }) => file)).toEqual([deep, 'src/z.js']);
    expect(cli(folder, 'rename', 'KV', 'NOTES').stdout).toContain('4 files');
  });

  posix('and opens no pipe and no device', () => {
    const folder = temporaryFolder({ ...shop, '.wrangler/deploy/other': '' });
    pipe(folder, 'playground/edge/init.js');
    pipe(folder, '.dev.vars');
    pipe(folder, '.wrangler/deploy/config.json');
    symlinkSync('/dev/zero', join(folder, 'playground/edge/user.js'));
    mkdirSync(join(folder, '.env'));
    const { code, stderr } = cli(folder, 'check');
    expect([code, stderr.trim().split('\n')]).toEqual([
      2,
      [
        '.dev.vars is a named pipe, not a regular file.',
        '.wrangler/deploy/config.json is a named pipe, not a regular file.',
        'playground/edge/init.js is a named pipe, not a regular file.',
        'playground/edge/user.js is a device, not a regular file.',
      ],
    ]);
  });

  it.each(['list', 'check', 'remove KV', 'rename KV X', 'add kv X'])('when it is the manifest: %s', (command) => {
    const folder = temporaryFolder({ 'wrangler.toml/file': '', 'playground/edge/tag.js': use });
    const { code, stderr } = cli(folder, ...command.split(' '), '--root', folder);
    expect([code, stderr]).toEqual([2, 'wrangler.toml is a folder, not a regular file.\n']);
  });

  asOther('when it may not', () => {
    const folder = temporaryFolder(shop);
    const [path, stages] = [join(folder, 'wrangler.toml'), join(folder, 'playground')];
    chmodSync(stages, 0);
    expect(cliAsOther(folder, 'check')).toMatchObject({ code: 2, stderr: 'playground cannot be listed (EACCES).\n' });
    chmodSync(stages, 0o755);
    chownSync(path, 0, 0);
    chmodSync(path, 0o600);
    expect(cliAsOther(folder, 'check')).toMatchObject({ code: 2, stderr: 'wrangler.toml cannot be read (EACCES).\n' });
  });

  it('but not what an editor holds, or what is smaller than that', () => {
    const folder = temporaryFolder(shop);
    symlinkSync('user@host.1:2', join(folder, 'playground/edge/.#tag.js'));
    expect(cliJson(folder, 'check')).toMatchObject({ code: 0, stderr: '', json: { files: 2, diagnostics: [] } });
  });
});

describe('rename', () => {
  it('writes nothing where code may use the binding, unless it is forced', () => {
    const folder = temporaryFolder({ ...shop, 'src/b.js': new Uint8Array([1, 0, 2]) });
    expect(cli(folder, 'rename', 'KV', 'X')).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'src/b.js is not a text file in UTF-8.\nIt may use KV: nothing was written. Add --force to rename the rest.\n',
    });
    expect(cli(folder, 'rename', 'KV', 'X', '--force')).toMatchObject({
      code: 0,
      stdout: 'Renamed KV to X: 2 places in 2 files\n',
    });
  });
});

describe('simulate', () => {
  posix.each(['.dev.vars', 'playground/edge/tag.js', 'simulation/ai.json'])('does not wait for a pipe: %s', (file) => {
    const files = { 'wrangler.toml': manifest, 'simulation/other.txt': '', 'playground/edge/init.js': '' };
    const folder = temporaryFolder(files);
    pipe(folder, file);
    const { code, stderr } = cli(folder, 'simulate', file.endsWith('tag.js') ? 'edge/tag' : 'edge/init');
    expect([code, stderr]).toEqual([2, expect.stringContaining(file)]);
  });

  asOther('says that it could not look for a stage, and not that there is none', () => {
    const folder = temporaryFolder(shop);
    chmodSync(join(folder, 'playground/edge'), 0);
    const { code, stderr } = cliAsOther(folder, 'simulate', 'edge/tag');
    chmodSync(join(folder, 'playground/edge'), 0o755);
    expect([code, stderr]).toEqual([
      2,
      "The stage 'edge/tag' was not found. playground/edge cannot be listed (EACCES).\n",
    ]);
  });
});

describe('a signal ends a command within a second', () => {
  const folder = () =>
    temporaryFolder({
      'wrangler.toml': manifest,
      'playground/edge/tag.js': 'while (true) {}',
      'playground/edge/user.js': use.repeat(25_000),
    });

  posix.each([
    ['SIGTERM', 143, ['check']],
    ['SIGINT', 130, ['check']],
    ['SIGTERM', 143, ['simulate', 'edge/tag', '--timeout', '30000']],
    ['SIGINT', 130, ['simulate', 'edge/tag', '--timeout', '30000']],
    ['SIGTERM', 143, ['lsp', '--stdio']],
  ] as const)('%s: %i of %j', async (signal, code, args) => {
    for (const delay of [100, 400, 1200]) {
      const child = spawn(process.execPath, [bundle('cli.js'), ...args], { cwd: folder() });
      child.stdout.resume();
      const ended = new Promise<number | string | null>((resolve) =>
        child.once('exit', (status, by) => resolve(status ?? by)),
      );
      await new Promise((resolve) => setTimeout(resolve, delay));
      const start = performance.now();
      child.kill(signal);
      expect([code, signal]).toContain(await ended);
      // The runs' own end takes up to 700 ms; a busy machine may be slower.
      expect(performance.now() - start).toBeLessThan(2000);
    }
  });
});

it('a change leaves nothing beside the files', () => {
  const folder = temporaryFolder(shop);
  expect(cli(folder, 'rename', 'KV', 'X').code).toBe(0);
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual([
    'playground',
    'playground/edge',
    'playground/edge/tag.js',
    'wrangler.toml',
  ]);
});
