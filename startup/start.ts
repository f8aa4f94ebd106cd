import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, Script } from 'node:vm';
import { cacheFile, readCodeCache, saveCodeCache } from './codeCache';

/*
 * What `dist/<name>.js` is: it runs `dist/bundles/<name>.js` as if that stood in its place, and keeps what V8 made of the
 * code for the next start. Both names are filled in by `build/startup.mjs`.
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
if (cache && early && !(isUsed && full)) {
  const saveEarly = () => isUsed || save(early);
  process.once('exit', saveEarly);
  setTimeout(() => {
    process.off('exit', saveEarly);
    saveEarly();
    forgetUnusedCode(false);
  }, earlyMs).unref();
  setTimeout(() => {
    // What is kept is of use only under the flags that it was made with.
    forgetUnusedCode(true);
    save(cache);
  }, fullMs).unref();
}

/**
 * V8 forgets what it compiled of functions that were not called of late: after some busy seconds, all that a start needs.
 * Until that is kept, it must not.
 */
function forgetUnusedCode(isAllowed: boolean): void {
  const { setFlagsFromString } = require('node:v8') as typeof import('node:v8');
  setFlagsFromString(isAllowed ? '--flush-bytecode' : '--no-flush-bytecode');
}

script.runInThisContext()(exports, require, module, __filename, __dirname);
