import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, Script } from 'node:vm';
import { cacheFile, readCodeCache, saveCodeCache } from './codeCache';

/*
 * What `dist/<name>.js` is: it runs `dist/bundles/<name>.js` as if that stood in its place, and keeps what V8 made of the
 * code for the next start. Both names are filled in by build.mjs.
 */

declare const BUNDLE: string;
declare const HASH: string;

/** When to keep the compiled code: first soon, should the process end early, and then what has been used by that time. */
const earlyMs = 300;
const fullMs = 20_000;

const file = join(__dirname, 'bundles', BUNDLE);
const cache = cacheFile(BUNDLE, HASH);
const early = cache && `${cache}-early`;
const full = cache && readCodeCache(cache);
const cachedData = full ?? (early && readCodeCache(early));
// What esbuild writes is ASCII.
const script = new Script(readFileSync(file, 'latin1'), {
  filename: file,
  ...(cachedData ? { cachedData } : {}),
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
});

const isUsed = cachedData !== undefined && !script.cachedDataRejected;
const save = (path: string) => saveCodeCache(path, () => script.createCachedData());
if (cache && !(isUsed && full)) {
  setTimeout(() => save(cache), fullMs).unref();
}
if (early && !isUsed) {
  const saveEarly = () => save(early);
  setTimeout(() => {
    process.off('exit', saveEarly);
    saveEarly();
  }, earlyMs).unref();
  process.once('exit', saveEarly);
}

script.runInThisContext()(exports, require, module, __filename, __dirname);
