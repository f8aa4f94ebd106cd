// Taken before the stage runs, which may replace it.
const RealPromise = Promise;

/** Has the process around the realm load what a module imports; it answers with the module's namespace, or says why not. */
export type HostImport = (
  specifier: string,
  referrer: string,
  done: (namespace: object) => void,
  failed: (reason: Refusal) => void,
) => void;

/** Something thrown in the realm, or the words of an error that was not. */
export type Refusal = { readonly thrown: unknown } | { readonly name: string; readonly message: string };

/**
 * `import()`, in place of Node's own function for it: its promise and its errors are this realm's. Which arguments Node
 * calls it with depends on its version: the specifier is the second, and the last is the name of the importing file.
 */
export function importer(load: HostImport, errorOf: (name: string, message: string) => unknown) {
  return (...args: readonly unknown[]): Promise<unknown> =>
    new RealPromise((resolve, reject) => {
      const failed = (reason: Refusal) =>
        reject('thrown' in reason ? reason.thrown : errorOf(reason.name, reason.message));
      try {
        load(`${args[1]}`, `${args[args.length - 1]}`, resolve, failed);
      } catch {
        // An error of the host (out of stack) must not be seen in here.
        reject(new RangeError('Maximum call stack size exceeded'));
      }
    });
}
