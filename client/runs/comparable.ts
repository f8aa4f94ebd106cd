/**
 * What there was, as far as something was expected of it: in a diff with `expected` only what differs then stands out.
 * An expected object may be a part of the actual one, `*` in an expected text stands for any text, and JSON that was
 * sent as a text is looked into.
 */
export function comparable(expected: unknown, actual: unknown): unknown {
  if (typeof expected === 'string') {
    return typeof actual === 'string' && fits(expected, actual) ? expected : actual;
  }
  if (typeof expected !== 'object' || expected === null) {
    return actual;
  }
  const value = typeof actual === 'string' ? parsed(actual) : actual;
  if (typeof value !== 'object' || value === null || Array.isArray(value) !== Array.isArray(expected)) {
    return actual;
  }
  if (Array.isArray(expected)) {
    return (value as unknown[]).map((item, index) =>
      index < expected.length ? comparable(expected[index], item) : item,
    );
  }
  const had = value as Readonly<Record<string, unknown>>;
  const wanted = Object.entries(expected).filter(([key]) => key in had);
  return Object.fromEntries(wanted.map(([key, item]) => [key, comparable(item, had[key])]));
}

/** Of two values, what differs: of objects, the fields that are not the same. */
export function differing(expected: unknown, actual: unknown): readonly [unknown, unknown] {
  if (!isObject(expected) || !isObject(actual)) {
    return [expected, actual];
  }
  const keys = [...new Set([...Object.keys(expected), ...Object.keys(actual)])];
  const unequal = keys.filter((key) => JSON.stringify(expected[key]) !== JSON.stringify(actual[key]));
  const pairs = unequal.map((key) => [key, differing(expected[key], actual[key])] as const);
  const side = (index: 0 | 1) =>
    Object.fromEntries(pairs.flatMap(([key, pair]) => (pair[index] === undefined ? [] : [[key, pair[index]]])));
  return [side(0), side(1)];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fits(pattern: string, text: string): boolean {
  const pieces = pattern.split('*').map((piece) => piece.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pieces.join('.*')}$`, 's').test(text);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
