// Taken before the stage runs, which may replace it.
const RealError = Error;
const realGlobal = globalThis;
const { apply } = Reflect;
const { reverse } = Array.prototype;
const { toString: errorText } = RealError.prototype;
const site = someSite();
const { getFileName, toString: siteText } = site ? (Object.getPrototypeOf(site) as CallSite) : ({} as CallSite);

/** A call on the stack, as V8 knows it. */
interface CallSite {
  getFileName(): string | null | undefined;
  toString(): string;
}

/** The files that stacks may name; without a prototype that a stage could add to. */
let shown: Readonly<Record<string, true>> = Object.create(null);

/** The stack of the caller, as text: the process around the realm finds the user's file in it. */
export function stackHere(): string {
  const { stack } = new RealError();
  return typeof stack === 'string' ? stack : '';
}

/** From here on, stacks name these files of the user and no others. */
export function showFiles(names: readonly string[]): void {
  const all: Record<string, true> = Object.create(null);
  for (const name of names) {
    all[name] = true;
  }
  shown = all;
}

/**
 * What `stack` of an error is, in place of Node's own function for it, which would throw errors of the process around
 * the realm where the stack is full. Calls of that process and of this realm's own code are left out, also of what a
 * stage's `Error.prepareStackTrace` is handed. `owner` is the global object that the error belongs to.
 */
export function formatStack(owner: unknown, error: unknown, sites: readonly CallSite[]): unknown {
  const own = ownOf(sites);
  const prepare: unknown = owner === realGlobal ? Reflect.get(RealError, 'prepareStackTrace') : undefined;
  if (typeof prepare === 'function') {
    return apply(prepare, RealError, [error, own]);
  }
  let text = textOf(error);
  for (let index = 0; index < own.length; index += 1) {
    text += `\n    at ${apply(siteText, own[index], [])}`;
  }
  return text;
}

/** The calls that are the user's, innermost first. Functions of JavaScript itself, in no file, are their caller's. */
function ownOf(sites: readonly CallSite[]): CallSite[] {
  const own: CallSite[] = [];
  let isOwn = false;
  for (let index = sites.length - 1; index >= 0; index -= 1) {
    const each = sites[index];
    const file: unknown = each && apply(getFileName, each, []);
    isOwn = typeof file === 'string' ? shown[file] === true : isOwn;
    if (each && isOwn) {
      own[own.length] = each;
    }
  }
  return apply(reverse, own, []) as CallSite[];
}

function textOf(error: unknown): string {
  try {
    return apply(errorText, error, []);
  } catch {
    return 'Error';
  }
}

function someSite(): CallSite | undefined {
  const before = Object.getOwnPropertyDescriptor(RealError, 'prepareStackTrace');
  Reflect.set(RealError, 'prepareStackTrace', (_error: unknown, sites: readonly CallSite[]) => sites[0]);
  const { stack } = new RealError() as { stack?: unknown };
  if (before) {
    Object.defineProperty(RealError, 'prepareStackTrace', before);
  } else {
    Reflect.deleteProperty(RealError, 'prepareStackTrace');
  }
  return stack as CallSite | undefined;
}
