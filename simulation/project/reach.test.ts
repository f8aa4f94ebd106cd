import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { needs } from '../../test/support/needs';
import { temporaryFolder } from '../../test/support/temporaryFolder';
import { Reach } from './reach';

const outside = 'of the workspace folder: a simulation reads only files inside of it';
const posix = needs(process.platform !== 'win32', 'a system with links and pipes for everybody');

/** What comes of reading a path: its text, or why not. */
function read(folder: string, path: string): string {
  const content = new Reach(folder).text(path);
  return 'text' in content ? content.text : content.why;
}

test('files of the folder are read, by relative and by absolute paths', () => {
  const folder = temporaryFolder({ 'a/b.txt': '\ufeffhello', '..name': 'dots' });
  expect(read(folder, 'a/b.txt')).toBe('hello');
  expect(read(folder, join(folder, 'a/../a/b.txt'))).toBe('hello');
  expect(read(folder, '..name')).toBe('dots');
  expect(read(folder, 'a/c.txt')).toBe('does not exist');
  expect(read(folder, 'a')).toBe('is a folder, not a file');
});

test('files elsewhere are not', () => {
  const folder = temporaryFolder();
  const beside = `${folder}-2`;
  mkdirSync(beside);
  writeFileSync(join(beside, 'x.txt'), 'OUTSIDE');
  for (const path of ['../shop-2/x.txt', join(beside, 'x.txt'), '/etc/passwd', '/dev/zero', '..']) {
    expect(read(folder, path)).toBe(`lies outside ${outside}`);
  }
});

posix('a link is what it leads to', () => {
  const folder = temporaryFolder({ 'real/x.txt': 'inside' });
  const elsewhere = join(dirname(folder), 'elsewhere');
  mkdirSync(elsewhere);
  writeFileSync(join(elsewhere, 'x.txt'), 'OUTSIDE');
  symlinkSync(join(elsewhere, 'x.txt'), join(folder, 'file.txt'));
  symlinkSync('../elsewhere', join(folder, 'folder'));
  symlinkSync('/dev/zero', join(folder, 'zero'));
  symlinkSync('real', join(folder, 'own'));
  symlinkSync('nowhere', join(folder, 'dangling'));
  symlinkSync('loop', join(folder, 'loop'));
  expect(read(folder, 'own/x.txt')).toBe('inside');
  for (const path of ['file.txt', 'folder/x.txt', 'zero']) {
    expect(read(folder, path)).toBe(`is a link that leads outside ${outside}`);
  }
  // Whether there is such a file outside is not told.
  expect(read(folder, 'folder/none.txt')).toBe(`is behind a link that leads outside ${outside}`);
  expect(read(folder, 'dangling')).toBe('does not exist');
  expect(read(folder, 'loop')).toBe('cannot be read (ELOOP)');
  expect(new Reach(folder).filesBelow('folder', () => false)).toMatchObject({ unreachable: 'outside' });
});

posix('a folder may itself be given by a link', () => {
  const folder = temporaryFolder({ 'x.txt': 'inside' });
  const link = `${folder}-link`;
  symlinkSync(folder, link);
  expect(read(link, 'x.txt')).toBe('inside');
  expect(read(link, join(link, 'x.txt'))).toBe('inside');
  expect(read(link, join(folder, 'x.txt'))).toBe('inside');
});

posix('pipes are refused without being opened', () => {
  const folder = temporaryFolder();
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  expect(read(folder, 'pipe')).toBe('is not a regular file: devices, pipes and sockets are not read');
});

test('files that are too large, or no text, are refused', () => {
  const folder = temporaryFolder({ 'huge.json': '', 'binary.json': Uint8Array.of(0xff, 0xfe, 0, 1) });
  truncateSync(join(folder, 'huge.json'), 21 * 1024 * 1024);
  expect(read(folder, 'huge.json')).toBe('is larger than 20 MB');
  expect(read(folder, 'binary.json')).toBe('is not a text file in UTF-8');
  expect(read(folder, 'x\0.json')).toMatch(/cannot be read|does not exist/);
  expect(read(folder, pathToFileURL(join(folder, 'huge.json')).href)).toBe('does not exist');
});
