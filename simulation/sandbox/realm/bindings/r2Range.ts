import { Headers } from '../web/headers';

export interface R2Range {
  readonly offset: number;
  readonly length: number;
}

/** The part of an object that `range` asks for; `undefined` for the whole, an error where there is no such part. */
export function rangeOf(range: unknown, size: number): R2Range | undefined {
  if (range === undefined || range === null) {
    return undefined;
  }
  if (range instanceof Headers) {
    const asked = fromHeader(range.get('range'), size);
    return asked && checked(asked, size);
  }
  const { offset, length, suffix } = range as { offset?: unknown; length?: unknown; suffix?: unknown };
  if (suffix !== undefined) {
    if (offset !== undefined || length !== undefined) {
      throw new TypeError('Suffix is incompatible with offset or length.');
    }
    const count = Math.min(Number(suffix), size);
    return checked({ offset: size - count, length: count }, size);
  }
  const start = Number(offset ?? 0);
  return checked({ offset: start, length: Math.min(Number(length ?? size - start), size - start) }, size);
}

function fromHeader(header: string | null, size: number): R2Range | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!match || (match[1] === '' && match[2] === '')) {
    return undefined;
  }
  if (match[1] === '') {
    const count = Math.min(Number(match[2]), size);
    return { offset: size - count, length: count };
  }
  const offset = Number(match[1]);
  const last = match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  return { offset, length: last - offset + 1 };
}

function checked(range: R2Range, size: number): R2Range {
  const fine =
    Number.isInteger(range.offset) &&
    Number.isInteger(range.length) &&
    range.offset >= 0 &&
    range.length > 0 &&
    range.offset < size;
  if (!fine) {
    throw new Error('get: The requested range is not satisfiable (10039)');
  }
  return range;
}
