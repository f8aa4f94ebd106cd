import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writeFiles } from '../../service/workspace/writing/writeFiles';
import { cli } from '../support/cli';
import { needs } from '../support/needs';
import { bundle, temporaryFolder } from '../support/temporaryFolder';

const interrupt = resolve(import.meta.dirname, '../support/interruptWrites.cjs');
const isRoot = process.getuid?.() === 0;
const isWindows = process.platform === 'win32';

const manifest = (name = 'KV') => `[[kv_namespaces]]\nbinding = "${name}"\nid = "1"\n`;
const use = (name: string, stage: string) => `await params.infra.${name}.get('${stage}')\n`;
const stages = ['init', 'tag'];
const shop = (name = 'KV') => ({
  'wrangler.toml': manifest(name),
  ...Object.fromEntries(stages.map((stage) => [`playground/edge/${stage}.js`, use(name, stage)])),
});

/** The files of a folder, by path: what a change may leave behind is among them. */
function filesOf(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(
    paths.map((path) => [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')]),
  );
}

/** Runs a command that writes, where an earlier one was cut off. */
function takeBack(folder: string): void {
  if (readdirSync(folder).includes('.infra-bindings-journal.tmp')) {
    expect(cli(folder, 'remove', 'NOTHING').stderr).toContain('NOTHING');
    expect(readdirSync(folder)).not.toContain('.infra-bindings-journal.tmp');
  }
}

const withoutTemporaries = (files: Record<string, string>) =>
  Object.fromEntries(Object.entries(files).filter(([path]) => !/(^|\/)\.[^/]*infra-bindings[^/]*\.tmp$/.test(path)));

function interrupted(folder: string, by: 'kill' | 'error', at: number, ...args: string[]) {
  return spawnSync(process.execPath, ['--require', interrupt, bundle('cli.js'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, INTERRUPT_AT: `${at}`, INTERRUPT_BY: by },
  });
}

/** Runs a command once for each of its calls that change files, until it comes through. */
function atEachCall(by: 'kill' | 'error', make: () => string, args: string[], see: (folder: string) => void): number {
  for (let at = 1; ; at++) {
    const folder = make();
    const { status } = interrupted(folder, by, at, ...args);
    see(folder);
    if (status === 0) {
      return at;
    }
  }
}

describe('a change of files', () => {
  const both = [shop('KV'), shop('NOTES')];

  it('killed at any moment, leaves each file old or new, and the next command all of them', {
    timeout: 120_000,
  }, () => {
    const calls = atEachCall(
      'kill',
      () => temporaryFolder(shop()),
      ['rename', 'KV', 'NOTES'],
      (folder) => {
        for (const [path, text] of Object.entries(withoutTemporaries(filesOf(folder)))) {
          expect(both.map((each) => (each as Record<string, string>)[path])).toContain(text);
        }
        takeBack(folder);
        expect(both).toContainEqual(filesOf(folder));
      },
    );
    expect(calls).toBeGreaterThan(20);
  });

  it('on a disk that is full at any moment, is none', { timeout: 120_000 }, () => {
    atEachCall(
      'error',
      () => temporaryFolder(shop()),
      ['rename', 'KV', 'NOTES'],
      (folder) => expect(both).toContainEqual(filesOf(folder)),
    );
  });

  it('of a file with hard links, killed at any moment, is taken back or done', { timeout: 120_000 }, () => {
    const make = () => {
      const folder = temporaryFolder({ 'wrangler.toml': manifest() });
      linkSync(join(folder, 'wrangler.toml'), join(folder, 'other.txt'));
      return folder;
    };
    atEachCall('kill', make, ['add', 'kv', 'NOTES'], (folder) => {
      takeBack(folder);
      const text = readFileSync(join(folder, 'wrangler.toml'), 'utf8');
      expect([manifest(), `${manifest()}\n[[kv_namespaces]]\nbinding = "NOTES"\n`]).toContain(text);
      expect(readFileSync(join(folder, 'other.txt'), 'utf8')).toBe(text);
    });
  });

  needs(!isWindows, 'a limit on the size of files')('beyond the size that is allowed, is none', () => {
    const long = manifest() + '# a comment\n'.repeat(2000);
    const folder = temporaryFolder({ 'wrangler.toml': long });
    for (const trap of ["trap '' XFSZ;", '']) {
      const command = `${trap} ulimit -f 8; exec "$0" "$@"`;
      const { status, stderr } = spawnSync(
        'sh',
        ['-c', command, process.execPath, bundle('cli.js'), 'add', 'kv', 'X', '--root', folder],
        { encoding: 'utf8', env: { PATH: process.env.PATH } },
      );
      expect([status, stderr]).toEqual([
        2,
        'wrangler.toml cannot be written: the system allows no file of that size (EFBIG). Nothing was changed.\n',
      ]);
      expect(filesOf(folder)).toEqual({ 'wrangler.toml': long });
    }
  });

  const canMount = isRoot && process.platform === 'linux';
  needs(canMount, 'root, to mount a small disk')('on a disk that is full, is none', () => {
    const folder = temporaryFolder();
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]).status).toBe(0);
    onTestFinished(() => void spawnSync('umount', [folder]));
    const long = manifest() + '# a comment\n'.repeat(3500);
    writeFileSync(join(folder, 'wrangler.toml'), long);
    expect(cli(folder, 'add', 'kv', 'X')).toMatchObject({
      code: 2,
      stderr: 'wrangler.toml cannot be written: no space is left on the disk (ENOSPC). Nothing was changed.\n',
    });
    expect(filesOf(folder)).toEqual({ 'wrangler.toml': long });
  });

  needs(canMount, 'root, to mount a file')('of a file that is mounted by itself, is made in place', () => {
    const folder = temporaryFolder({ 'wrangler.toml': '', 'outside.toml': manifest() });
    const [path, outside] = [join(folder, 'wrangler.toml'), join(folder, 'outside.toml')];
    expect(spawnSync('mount', ['--bind', outside, path]).status).toBe(0);
    onTestFinished(() => void spawnSync('umount', [path]));
    expect(cli(folder, 'add', 'kv', 'NOTES').code).toBe(0);
    expect(readFileSync(outside, 'utf8')).toContain('NOTES');
    expect(Object.keys(filesOf(folder))).toEqual(['outside.toml', 'wrangler.toml']);
  });
});

describe('what a file is beside its text stays', () => {
  it('a link, and the mode of what it leads to', () => {
    const folder = temporaryFolder({ 'shared/own.toml': manifest() });
    chmodSync(join(folder, 'shared/own.toml'), 0o640);
    symlinkSync('shared/own.toml', join(folder, 'wrangler.toml'));
    expect(cli(folder, 'add', 'kv', 'NOTES').code).toBe(0);
    expect(readlinkSync(join(folder, 'wrangler.toml'))).toBe('shared/own.toml');
    expect(readFileSync(join(folder, 'shared/own.toml'), 'utf8')).toContain('NOTES');
    expect(statSync(join(folder, 'shared/own.toml')).mode & 0o777).toBe(isWindows ? 0o666 : 0o640);
    expect(readdirSync(folder)).toEqual(['shared', 'wrangler.toml']);
  });

  it('hard links', () => {
    const folder = temporaryFolder({ 'wrangler.toml': manifest() });
    linkSync(join(folder, 'wrangler.toml'), join(folder, 'other.txt'));
    expect(cli(folder, 'add', 'kv', 'NOTES').code).toBe(0);
    expect(cli(folder, 'remove', 'KV').code).toBe(0);
    expect(readFileSync(join(folder, 'other.txt'), 'utf8')).toBe('[[kv_namespaces]]\nbinding = "NOTES"\n');
    expect(lstatSync(join(folder, 'wrangler.toml')).nlink).toBe(2);
    expect(readdirSync(folder)).toEqual(['other.txt', 'wrangler.toml']);
  });

  needs(isRoot, 'root, to give files away')('its owner and group, also for a user who cannot give files away', () => {
    const folder = temporaryFolder({ 'wrangler.toml': manifest() });
    const path = join(folder, 'wrangler.toml');
    const owner = () => [statSync(path).uid, statSync(path).gid, statSync(path).mode & 0o777];
    chownSync(path, 1234, 2345);
    chmodSync(path, 0o666);
    expect(cli(folder, 'add', 'kv', 'A').code).toBe(0);
    expect(owner()).toEqual([1234, 2345, 0o666]);
    for (const each of [folder, join(folder, '..')]) {
      chmodSync(each, 0o777);
    }
    const command = ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, bundle('cli.js')];
    expect(spawnSync('setpriv', [...command, 'add', 'kv', 'B', '--root', folder]).status).toBe(0);
    expect(owner()).toEqual([1234, 2345, 0o666]);
    expect(readFileSync(path, 'utf8')).toContain('"B"');
  });

  it('its byte order mark and its line ends', () => {
    const text = `\uFEFF# ü\r\n${manifest().replaceAll('\n', '\r\n')}`;
    const folder = temporaryFolder({ 'wrangler.toml': text });
    expect(cli(folder, 'rename', 'KV', 'NOTES').code).toBe(0);
    expect(readFileSync(join(folder, 'wrangler.toml'), 'utf8')).toBe(text.replace('KV', 'NOTES'));
  });
});

needs(!isWindows, 'names with line breaks')('renames in a folder whose name has a line break', () => {
  const folder = join(temporaryFolder(), 'a\nb');
  for (const [path, text] of Object.entries(shop())) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  expect(cli(folder, 'rename', 'KV', 'NOTES').code).toBe(0);
  expect(filesOf(folder)).toEqual(shop('NOTES'));
});

describe('a file is not written', () => {
  it('that is read-only', () => {
    const folder = temporaryFolder({ 'wrangler.toml': manifest() });
    chmodSync(join(folder, 'wrangler.toml'), 0o444);
    expect(cli(folder, 'add', 'kv', 'NOTES')).toMatchObject({
      code: 2,
      stderr: 'wrangler.toml cannot be written: it is read-only. Nothing was changed.\n',
    });
    expect(filesOf(folder)).toEqual({ 'wrangler.toml': manifest() });
  });

  needs(isRoot, 'root, to become another user')('in a folder that is read-only', () => {
    const folder = temporaryFolder({ 'wrangler.toml': manifest() });
    chmodSync(join(folder, '..'), 0o755);
    const command = ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, bundle('cli.js')];
    chownSync(join(folder, 'wrangler.toml'), 65534, 65534);
    const { status, stderr } = spawnSync('setpriv', [...command, 'add', 'kv', 'B', '--root', folder], {
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([
      2,
      'wrangler.toml cannot be written: permission denied (EACCES). Nothing was changed.\n',
    ]);
    expect(filesOf(folder)).toEqual({ 'wrangler.toml': manifest() });
  });

  const show = (path: string) => path.slice(path.lastIndexOf('/') + 1);

  it('that another program has changed, and none of the others', () => {
    const folder = temporaryFolder({ a: 'one', b: 'two' });
    const change = (name: string, before: string) => ({ path: join(folder, name), before, after: 'new' });
    expect(writeFiles([change('a', 'one'), change('b', 'before')], { folder, show })).toEqual({
      refused: 'b was changed by another program meanwhile: run the command again. Nothing was changed.',
    });
    expect(filesOf(folder)).toEqual({ a: 'one', b: 'two' });
  });

  it('that is there, where one was to be made', () => {
    const folder = temporaryFolder({ a: '' });
    expect(writeFiles([{ path: join(folder, 'a'), before: null, after: 'x' }], { folder, show })).toBeDefined();
    expect(writeFiles([{ path: join(folder, 'b'), before: null, after: 'x' }], { folder, show })).toBeUndefined();
    expect(filesOf(folder)).toEqual({ a: '', b: 'x' });
  });

  it('that is no regular file, or a link to nothing', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'a'));
    symlinkSync('nothing', join(folder, 'b'));
    for (const name of ['a', 'b']) {
      expect(writeFiles([{ path: join(folder, name), before: undefined, after: 'x' }], { folder, show })).toBeDefined();
    }
    expect(readdirSync(folder)).toEqual(['a', 'b']);
  });
});

it('a journal of another repository reaches nothing outside of it', () => {
  const id = '0'.repeat(32);
  const outside = temporaryFolder({ secret: 'mine', [`.secret.infra-bindings-${id}.old.tmp`]: 'theirs' });
  const sha = (text: string) => spawnSync('sha256sum', { input: text, encoding: 'utf8' }).stdout.slice(0, 64);
  const file = { path: 'link/secret', isInPlace: false, before: sha('theirs'), after: sha('mine') };
  const folder = temporaryFolder({
    'wrangler.toml': manifest(),
    '.infra-bindings-journal.tmp': JSON.stringify({ id, pid: 2 ** 22 + 1, files: [file] }),
  });
  symlinkSync(outside, join(folder, 'link'));
  expect(cli(folder, 'add', 'kv', 'NOTES').code).toBe(0);
  expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('mine');
});

it('says to those that only read that a command was cut off', () => {
  const folder = temporaryFolder(shop());
  for (let at = 1; !readdirSync(folder).includes('.infra-bindings-journal.tmp'); at++) {
    interrupted(folder, 'kill', at + 5, 'rename', 'KV', 'NOTES');
  }
  expect(cli(folder, 'list').stderr).toMatch(/^An earlier command was cut off/);
  renameSync(join(folder, '.infra-bindings-journal.tmp'), join(folder, 'kept'));
  expect(cli(folder, 'list').stderr).toBe('');
});
