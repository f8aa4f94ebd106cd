/**
 * A text, or what a text says once something in it is decoded. Each code unit knows the part of the text that it came
 * from, so that a find in a decoded view can be masked in the text itself.
 */
export class View {
  codes = new Uint16Array(0);
  /** Where the part of the text begins that a code unit came from, and where it ends: UTF-16 offsets. */
  starts = new Int32Array(0);
  ends = new Int32Array(0);
  length = 0;

  /** Empties it, and makes room for `size` code units. */
  reset(size: number): void {
    this.length = 0;
    if (this.codes.length < size) {
      const room = size + 256;
      this.codes = new Uint16Array(room);
      this.starts = new Int32Array(room);
      this.ends = new Int32Array(room);
    }
  }

  add(code: number, start: number, end: number): void {
    this.codes[this.length] = code;
    this.starts[this.length] = start;
    this.ends[this.length] = end;
    this.length += 1;
  }

  setText(text: string): void {
    this.reset(text.length);
    for (let index = 0; index < text.length; index += 1) {
      this.add(text.charCodeAt(index), index, index + 1);
    }
  }

  setView({ codes, starts, ends, length }: View): void {
    this.reset(length);
    this.codes.set(codes.subarray(0, length));
    this.starts.set(starts.subarray(0, length));
    this.ends.set(ends.subarray(0, length));
    this.length = length;
  }
}

/** Stands between pieces of a decoded view that do not belong together; Unicode has no such character. */
export const gap = 0xffff;

/** Stands where a text was cut. */
export const ellipsis = 0x2026;

/** The value of a hexadecimal digit; -1 for another code unit. */
export function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) {
    return code - 48;
  }
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

/** How many bytes a UTF-8 sequence has that begins with this one; 0 where none of several bytes does. */
export function sequenceLength(byte: number): number {
  return byte >= 0xc2 && byte <= 0xdf ? 2 : byte >= 0xe0 && byte <= 0xef ? 3 : byte >= 0xf0 && byte <= 0xf4 ? 4 : 0;
}
