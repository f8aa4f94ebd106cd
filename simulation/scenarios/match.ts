/** A difference between what was expected and what there was, at a path of keys and indexes. */
export interface Difference {
  readonly path: readonly (string | number)[];
  readonly expected: unknown;
  /** `undefined` where there is nothing. */
  readonly actual: unknown;
}

/**
 * What of `expected` is not in `actual`: objects must have what is expected and may have more, lists are of the same
 * length, `*` in a text stands for any text, and a text of JSON is looked into where an object is expected.
 */
export function differences(expected: unknown, actual: unknown, path: readonly (string | number)[] = []): Difference[] {
  const value = parsed(expected, actual);
  if (Array.isArray(expected)) {
    if (!Array.isArray(value) || value.length !== expected.length) {
      return [{ path, expected, actual: value }];
    }
    return expected.flatMap((item, index) => differences(item, value[index], [...path, index]));
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return [{ path, expected, actual: value }];
    }
    return Object.entries(expected).flatMap(([key, item]) =>
      differences(item, (value as Record<string, unknown>)[key], [...path, key]),
    );
  }
  return fits(expected, value) ? [] : [{ path, expected, actual: value }];
}

/** JSON that was sent as a text, where its content is expected. */
function parsed(expected: unknown, actual: unknown): unknown {
  if (typeof expected !== 'object' || expected === null || typeof actual !== 'string') {
    return actual;
  }
  try {
    return JSON.parse(actual);
  } catch {
    return actual;
  }
}

function fits(expected: unknown, actual: unknown): boolean {
  if (typeof expected !== 'string' || typeof actual !== 'string') {
    // `null` is also what a value is that is not there, or undefined.
    return expected === actual || (expected === null && (actual === undefined || isUndefined(actual)));
  }
  const pattern = expected.split('*').map((piece) => piece.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('[^]*')}$`).test(actual);
}

function isUndefined(value: unknown): boolean {
  return (value as { $?: unknown } | null)?.$ === 'undefined';
}
