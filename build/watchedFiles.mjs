import { resolve } from 'node:path';

/**
 * What a plugin loads that is itself made of other files. In watch mode they are watched, also while one of them is
 * broken: esbuild forgets the files of a plugin that throws.
 * @param {(path: string) => Promise<{ contents: string, files: readonly string[] }>} load
 * @returns {(args: import('esbuild').OnLoadArgs) => Promise<import('esbuild').OnLoadResult>}
 */
export function watchedFiles(load) {
  /** @type {Map<string, readonly string[]>} */
  const known = new Map();
  return async ({ path }) => {
    try {
      const { contents, files } = await load(path);
      known.set(path, files);
      return { contents, loader: 'text', watchFiles: absolute(files) };
    } catch (error) {
      const errors = errorsOf(error);
      const broken = errors.flatMap(({ location }) => location?.file ?? []);
      return { errors, watchFiles: absolute([...(known.get(path) ?? []), ...broken]) };
    }
  };
}

/**
 * Those of a build within the build, or the one that was thrown.
 * @param {unknown} error
 * @returns {import('esbuild').PartialMessage[]}
 */
function errorsOf(error) {
  const failure = /** @type {Partial<import('esbuild').BuildFailure>} */ (error);
  return failure.errors ?? [{ text: error instanceof Error ? error.message : String(error) }];
}

/** @param {readonly string[]} files */
const absolute = (files) => files.map((file) => resolve(file));
