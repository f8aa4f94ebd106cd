import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

const projectRoot = resolve(import.meta.dirname, '../..');

/** A folder of a test's own, with files in it; it is gone when the test is. */
export function temporaryFolder(files: Readonly<Record<string, string | Uint8Array>> = {}, name = 'shop'): string {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 'infra-bindings-')));
  const folder = join(parent, name);
  mkdirSync(folder);
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** A copy of a folder of the project that a test may change: `examples/newsletter`, `test/fixtures/faulty`. */
export function copyOf(path: string): string {
  const folder = temporaryFolder();
  cpSync(join(projectRoot, path), folder, { recursive: true });
  return folder;
}

/** A bundle of the product. */
export const bundle = (name: string) => join(projectRoot, 'dist', name);
