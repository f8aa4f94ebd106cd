import { bufferOf, bytesOf, joined } from './bytes';
import { decodeUtf8, encodeUtf8 } from './encoding';
import { ReadableStream } from './readableStream';

export class Blob {
  readonly #bytes: Uint8Array;
  readonly #type: string;

  constructor(parts: Iterable<unknown> = [], options: { type?: string } = {}) {
    const pieces: Uint8Array[] = [];
    for (const part of parts) {
      pieces.push(part instanceof Blob ? part.#bytes : (bytesOf(part) ?? encodeUtf8(`${part}`)));
    }
    this.#bytes = joined(pieces);
    this.#type = `${options.type ?? ''}`.toLowerCase();
  }

  /** What a blob holds, not copied. */
  static bytes(blob: Blob): Uint8Array {
    return blob.#bytes;
  }

  get size(): number {
    return this.#bytes.length;
  }

  get type(): string {
    return this.#type;
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return bufferOf(this.#bytes);
  }

  async bytes(): Promise<Uint8Array> {
    return this.#bytes.slice();
  }

  async text(): Promise<string> {
    return decodeUtf8(this.#bytes);
  }

  slice(start = 0, end = this.size, type = ''): Blob {
    return new Blob([this.#bytes.slice(start, end)], { type });
  }

  stream(): ReadableStream {
    return ReadableStream.ofBytes(this.#bytes);
  }
}

export class File extends Blob {
  readonly name: string;
  readonly lastModified: number;

  constructor(parts: Iterable<unknown>, name: string, options: { type?: string; lastModified?: number } = {}) {
    super(parts, options);
    this.name = `${name}`;
    this.lastModified = options.lastModified ?? Date.now();
  }
}
