/** Numbers by index, of a size that does not change. */
export interface Cells {
  [index: number]: number;
}

/** A typed array without its prototype: under frozen intrinsics, writing to one that has it takes 30 times as long. */
function cells<Typed extends Uint16Array | Int32Array>(array: Typed): Cells {
  return Object.setPrototypeOf(array, null);
}

/**
 * A text, or what a text says once something in it is decoded. Each code unit knows the part of the text that it came
 * from, so that a find in a decoded view can be masked in the text itself.
 */
export class View {
  codes = cells(new Uint16Array(0));
  /** Where the part of the text begins that a code unit came from, and where it ends: UTF-16 offsets. */
  starts = cells(new Int32Array(0));
  ends = cells(new Int32Array(0));
  length = 0;
  protected room = 0;

  /** Empties it, and makes room for `size` code units. */
  reset(size: number): void {
    this.length = 0;
    if (this.room < size) {
      this.room = Math.max(1024, size * 2);
      this.codes = cells(new Uint16Array(this.room));
      this.starts = cells(new Int32Array(this.room));
      this.ends = cells(new Int32Array(this.room));
    }
  }

  add(code: number, start: number, end: number): void {
    this.codes[this.length] = code;
    this.starts[this.length] = start;
    this.ends[this.length] = end;
    this.length += 1;
  }

  setView({ codes, starts, ends, length }: View): void {
    this.reset(length);
    for (let index = 0; index < length; index += 1) {
      this.add(codes[index] as number, starts[index] as number, ends[index] as number);
    }
  }
}

/** A text itself, each code unit from its own place. */
export class TextView extends View {
  #bytes = Buffer.alloc(0);

  setText(text: string): void {
    if (this.room < text.length) {
      this.reset(text.length);
      const codes = new Uint16Array(this.room);
      this.#bytes = Buffer.from(codes.buffer);
      this.codes = cells(codes);
      for (let index = 0; index < this.room; index += 1) {
        this.starts[index] = index;
        this.ends[index] = index + 1;
      }
    }
    // In one call: under frozen intrinsics, a call for each character is slow.
    this.#bytes.write(text, 'utf16le');
    this.length = text.length;
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
