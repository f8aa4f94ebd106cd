import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { MiniflareInstall } from '../events';

/** Package managers by their lock files, and what each calls an install for development. */
const managers = [
  { lock: 'pnpm-lock.yaml', manager: 'pnpm', command: 'pnpm add --save-dev' },
  { lock: 'yarn.lock', manager: 'yarn', command: 'yarn add --dev' },
  { lock: 'bun.lock', manager: 'bun', command: 'bun add --dev' },
  { lock: 'bun.lockb', manager: 'bun', command: 'bun add --dev' },
] as const;
const npm = { manager: 'npm', command: 'npm install --save-dev' } as const;

/** Where a Destination's Miniflare is to be installed, and by what: in the repository's nearest `package.json`. */
export function miniflareInstall(root: string): MiniflareInstall {
  const folders = [...upward(root)];
  const folder = folders.find((each) => existsSync(join(each, 'package.json')));
  const found = folders.flatMap((each) => managers.filter(({ lock }) => existsSync(join(each, lock))));
  const { manager } = found[0] ?? npm;
  return { manager, folder: folder ?? root, hasPackage: folder !== undefined };
}

/** The command of an install, and where it goes if that is not plain; to stand in a sentence. */
export function installSentence({ manager, folder, hasPackage }: MiniflareInstall): string {
  const { command } = managers.find((each) => each.manager === manager) ?? npm;
  const makes = hasPackage ? '' : ` (there is no package.json: run in ${basename(folder)}, it makes one there)`;
  return `"${command} miniflare"${makes}`;
}

/** A folder and those above it, up to the repository's own. */
function* upward(folder: string): Generator<string> {
  yield folder;
  if (!existsSync(join(folder, '.git')) && dirname(folder) !== folder) {
    yield* upward(dirname(folder));
  }
}
