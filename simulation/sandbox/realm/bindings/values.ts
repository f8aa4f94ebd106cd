import { Blob } from '../web/blob';
import { bytesOf, joined } from '../web/bytes';
import { decodeUtf8, encodeUtf8 } from '../web/encoding';
import { ReadableStream } from '../web/readableStream';

/** The bytes of a value to store; `undefined` when it is of no type that a store takes. A stream is not one yet. */
export function storedBytes(value: unknown): Uint8Array | undefined {
  if (typeof value === 'string') {
    return encodeUtf8(value);
  }
  return value instanceof Blob ? Blob.bytes(value) : bytesOf(value)?.slice();
}

/** Reads a stream to its end; any other value comes back at once, as it is. */
export function whenRead<Result>(value: unknown, use: (value: unknown) => Promise<Result>): Promise<Result> {
  return value instanceof ReadableStream ? readAll(value).then(use) : use(value);
}

async function readAll(stream: ReadableStream): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const chunk of stream) {
    pieces.push(storedBytes(chunk) ?? encodeUtf8(`${chunk}`));
  }
  return joined(pieces);
}

/** Orders names as the services do: by their bytes in UTF-8, which is by code point. */
export function byCodePoint(left: string, right: string): number {
  const [a, b] = [[...left], [...right]];
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const difference = (a[index]?.codePointAt(0) ?? 0) - (b[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return a.length - b.length;
}

const shownBytes = 16_384;

/** Bytes as they are shown: text where they are one that is not too long, otherwise the bytes. */
export function shownText(bytes: Uint8Array): unknown {
  if (bytes.length > shownBytes) {
    return bytes;
  }
  try {
    return decodeUtf8(bytes, true);
  } catch {
    return bytes;
  }
}
