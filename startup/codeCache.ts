import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';

/*
 * What V8 compiled, kept in the user's own cache folder: nobody else can write there, for it is run without being checked.
 * Whatever goes wrong, the program runs as it would without.
 */

/** Files of other versions are removed after this time. */
const keptMs = 30 * 24 * 60 * 60 * 1000;

/** The file for a bundle and the V8 that runs; `undefined` where the user has no folder for caches. */
export function cacheFile(bundle: string, hash: string): string | undefined {
  return cachePath(`${bundle}-${hash}-${process.arch}-${process.versions.v8}`);
}

/** A file or a folder of ours in the user's folder for caches; `undefined` where there is none. */
export function cachePath(name: string): string | undefined {
  const folder = userCacheFolder();
  return folder && join(folder, 'infra-bindings', name);
}

function userCacheFolder(): string | undefined {
  const { HOME, LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  if (process.platform === 'win32') {
    return LOCALAPPDATA;
  }
  if (XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME)) {
    return XDG_CACHE_HOME;
  }
  return HOME && join(HOME, process.platform === 'darwin' ? 'Library/Caches' : '.cache');
}

export function readCodeCache(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Writes the file whole or not at all, and removes those that nobody has needed for long. */
export function saveCodeCache(file: string, create: () => Buffer): void {
  const folder = dirname(file);
  const unfinished = `${file}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // V8 runs what it is given: after a power failure, a file that has its name but not its bytes would crash each start.
    writeFileSync(unfinished, create(), { mode: 0o600, flush: true });
    renameSync(unfinished, file);
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (Date.now() - statSync(path).mtimeMs > keptMs) {
        rmSync(path, { recursive: true });
      }
    }
  } catch {
    // A folder that cannot be written: every start is a first start.
  }
}
