import { statSync, utimesSync, writeFileSync } from 'node:fs';
import { expect, it, test } from 'vitest';
import { bindingKinds } from '../../core/platform/kinds/kinds';
import { memoryFileSystem } from '../../test/support/service';
import { temporaryFolder } from '../../test/support/temporaryFolder';
import { type FileSystem, nodeFileSystem } from './fileSystem';
import { WranglerPackages, Wranglers } from './wrangler';

const schema = JSON.stringify({
  definitions: {
    RawEnvironment: { properties: { websearch: { type: 'object', properties: { binding: { type: 'string' } } } } },
  },
});
const installed = (path: string, manifest: object, text = schema) => ({
  [`${path}/package.json`]: JSON.stringify(manifest),
  [`${path}/config-schema.json`]: text,
});

const wranglersOver = (fileSystem: FileSystem) => new Wranglers(new WranglerPackages(fileSystem));

it('is the nearest one above a folder, and unknown until it is looked for', () => {
  const wranglers = wranglersOver(
    memoryFileSystem({
      ...installed('node_modules/wrangler', { version: '4.1.0' }),
      ...installed('apps/a/node_modules/wrangler', { version: '4.2.0' }),
    }),
  );
  expect(wranglers.of('/shop/apps/a')).toBeUndefined();
  expect(wranglers.load('/shop/apps/a')).toBe(true);
  expect(wranglers.load('/shop/apps/b')).toBe(true);
  expect(wranglers.of('/shop/apps/a')?.version).toBe('4.2.0');
  expect(wranglers.of('/shop/apps/b')?.version).toBe('4.1.0');
  expect(wranglers.of('/shop/apps/b')?.kinds.at(-1)?.key).toBe('websearch');
  expect(wranglers.load('/shop/apps/a')).toBe(false);
});

it('is read once in a process, and again when it is another one', () => {
  let version = '4.1.0';
  let stamp = '1';
  let reads = 0;
  const fileSystem: FileSystem = {
    read: (path) => {
      reads++;
      return { text: path.endsWith('package.json') ? JSON.stringify({ version }) : schema };
    },
    isFile: (path) => path === '/shop/node_modules/wrangler/package.json',
    exists: () => false,
    stamp: () => stamp,
    list: () => ({ entries: [] }),
  };
  const packages = new WranglerPackages(fileSystem);
  const wranglers = new Wranglers(packages);
  wranglers.load('/shop');
  expect(wranglers.load('/shop')).toBe(false);
  expect(new Wranglers(packages).load('/shop')).toBe(true);
  expect(reads).toBe(2);
  version = '4.2.0';
  stamp = '2';
  expect(wranglers.load('/shop')).toBe(true);
  expect(wranglers.of('/shop')?.version).toBe('4.2.0');
});

it('is read again when its schema has changed on disk', () => {
  const root = temporaryFolder(installed('node_modules/wrangler', { version: '4.1.0' }));
  const lastKind = () => {
    const wranglers = wranglersOver(nodeFileSystem);
    wranglers.load(root);
    return wranglers.of(root)?.kinds.at(-1)?.key;
  };
  expect(lastKind()).toBe('websearch');
  const path = `${root}/node_modules/wrangler/config-schema.json`;
  const { atime, mtime } = statSync(path);
  writeFileSync(path, schema.replace('websearch', 'webreader'));
  utimesSync(path, atime, mtime);
  expect(lastKind()).toBe('webreader');
});

test.each([
  ['4.40.0', undefined, false],
  ['4.125.0', '1.5.2', false],
  ['4.130.0', '^1.6.0', true],
  ['4.164.0', undefined, true],
  ['', undefined, true],
])('version %s with smol-toml %s', (version, smolToml, readsNewerToml) => {
  const wranglers = wranglersOver(
    memoryFileSystem(installed('node_modules/wrangler', { version, devDependencies: { 'smol-toml': smolToml } })),
  );
  wranglers.load('/shop');
  expect(wranglers.of('/shop')).toMatchObject({ readsNewerToml });
});

test.each(['', '[]', '{', '{ "definitions": 1 }'])('a schema that is none, %j, leaves our table', (text) => {
  const wranglers = wranglersOver(memoryFileSystem(installed('node_modules/wrangler', { version: '4.1.0' }, text)));
  wranglers.load('/shop');
  expect(wranglers.of('/shop')?.kinds).toBe(bindingKinds);
});

it('a project without one', () => {
  expect(wranglersOver(memoryFileSystem({})).load('/shop')).toBe(false);
});
