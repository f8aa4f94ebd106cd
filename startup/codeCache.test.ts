import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundle, copyOf, temporaryFolder } from '../test/support/temporaryFolder';

/** Runs the built command line with a folder for caches of its own. */
function list(caches: string) {
  const env = { ...process.env, XDG_CACHE_HOME: caches, LOCALAPPDATA: caches };
  const root = copyOf('examples/newsletter');
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle('cli.js'), 'list', '--root', root], {
    env,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout;
}

const saved = (caches: string) => readdirSync(join(caches, 'infra-bindings'));

describe('compiled code is kept for the next start', () => {
  it('in the folder for caches, and used from there', () => {
    const caches = temporaryFolder();
    const first = list(caches);
    expect(saved(caches)).toHaveLength(1);
    expect(list(caches)).toBe(first);
    expect(saved(caches)).toHaveLength(1);
  });

  it('but a start does not need it: the folder cannot be made', () => {
    const folder = temporaryFolder({ file: '' });
    expect(list(join(folder, 'file'))).toContain('10 bindings');
  });

  it('and what is not compiled code is not run', () => {
    const caches = temporaryFolder();
    list(caches);
    const [name = ''] = saved(caches);
    writeFileSync(join(caches, 'infra-bindings', name), 'not code');
    expect(list(caches)).toContain('10 bindings');
  });
});
