/** What stands where something is not shown. */
export const shown = '[REDACTED]';

/** A long string as an event describes it: its `length`, and its `start`. */
export function isLongString(value: unknown): value is { readonly start: string } {
  const { $, start } = (typeof value === 'object' && value !== null ? value : {}) as { $?: unknown; start?: unknown };
  return $ === 'string' && typeof start === 'string';
}

const kinds: ReadonlySet<unknown> = new Set(
  'undefined circular depth promise bytes number bigint date regexp url symbol function map headers formData set more string error class object'.split(
    ' ',
  ),
);
const keys: ReadonlySet<string> = new Set([
  'value',
  'name',
  'message',
  'entries',
  'values',
  'count',
  'length',
  'start',
]);

/** Whether a key, or the kind below `$`, is one that events describe values with: what it says is no value itself. */
export function isNotation(key: string, value: unknown): boolean {
  return key === '$' ? kinds.has(value) : keys.has(key);
}
