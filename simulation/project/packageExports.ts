// What a package's `exports` and `imports` lead to, as Node resolves them:
// https://nodejs.org/api/esm.html#resolution-algorithm-specification, read for Node 24.

type Targets = Readonly<Record<string, unknown>>;

/** The target of `.` or `./sub` in the `exports` of a package; `undefined` where it exports no such thing. */
export function exportedTarget(exports: unknown, subpath: string, conditions: ReadonlySet<string>): string | undefined {
  const isMap = isTargets(exports) && Object.keys(exports).some((key) => key.startsWith('.'));
  return matchedTarget(isMap ? exports : { '.': exports }, subpath, conditions);
}

/** The target of a key, exact or a pattern with one `*`; of several patterns the most specific counts. */
export function matchedTarget(targets: Targets, key: string, conditions: ReadonlySet<string>): string | undefined {
  if (!key.includes('*') && Object.hasOwn(targets, key)) {
    return targetOf(targets[key], '', conditions) ?? undefined;
  }
  let best: { readonly pattern: string; readonly middle: string } | undefined;
  for (const pattern of Object.keys(targets)) {
    const [start = '', end, more] = pattern.split('*');
    const fits =
      end !== undefined &&
      more === undefined &&
      key.startsWith(start) &&
      key !== start &&
      key.length >= pattern.length &&
      key.endsWith(end);
    if (fits && (best === undefined || isMoreSpecific(pattern, best.pattern))) {
      best = { pattern, middle: key.slice(start.length, key.length - end.length) };
    }
  }
  return best && (targetOf(targets[best.pattern], best.middle, conditions) ?? undefined);
}

function isMoreSpecific(a: string, b: string): boolean {
  const [left, right] = [a.indexOf('*'), b.indexOf('*')];
  return left === right ? a.length > b.length : left > right;
}

/** `null` is a target that is kept from everybody; `undefined`, that no condition holds. */
function targetOf(target: unknown, middle: string, conditions: ReadonlySet<string>): string | null | undefined {
  if (typeof target === 'string') {
    return target.replaceAll('*', () => middle);
  }
  if (Array.isArray(target)) {
    return target.map((each) => targetOf(each, middle, conditions)).find((each) => typeof each === 'string');
  }
  if (isTargets(target)) {
    for (const [condition, value] of Object.entries(target)) {
      const found =
        condition === 'default' || conditions.has(condition) ? targetOf(value, middle, conditions) : undefined;
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  }
  return null;
}

function isTargets(value: unknown): value is Targets {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
