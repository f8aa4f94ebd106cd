import { describeAll } from '../realm/describe';
import { report } from '../realm/host';
import { stackHere } from '../realm/stack';

type Params = Record<string, unknown>;

const note = (op: string, args: readonly unknown[]) =>
  report({ type: 'identity', op, args: describeAll(args), stack: stackHere() });

/** Gives a browser stage the functions that it finds in `params`. Events that it sends are recorded, and go nowhere. */
export function addBrowserParams(params: Params, functions: readonly string[]): void {
  if (functions.includes('sendTag')) {
    params.sendTag = (...args: unknown[]): void => note('sendTag', args);
    params.getEdgeData = (...args: unknown[]): void => {
      note('getEdgeData', args);
      const [keys, callback] = args;
      const names = Array.isArray(keys) ? keys : [keys];
      if (typeof callback === 'function') {
        callback(Object.fromEntries(names.map((name) => [`${name}`, null])));
      }
    };
    params.executionContext = new Map();
  }
  if (functions.includes('sendEdgeData')) {
    params.sendEdgeData = (...args: unknown[]): void => note('sendEdgeData', args);
  }
}
