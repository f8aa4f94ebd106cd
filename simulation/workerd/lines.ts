import type { Readable } from 'node:stream';

/**
 * The lines of a stream, each ended by a line feed and by nothing else: Node's `readline` also ends them at U+2028 and
 * U+2029, which JSON may have inside of a text.
 */
export async function* linesOf(stream: NodeJS.ReadableStream): AsyncGenerator<string, undefined> {
  let unread: string[] = [];
  for await (const chunk of (stream as Readable).setEncoding('utf8')) {
    const [first = '', ...rest] = (chunk as string).split('\n');
    unread.push(first);
    for (const next of rest) {
      yield unread.join('');
      unread = [next];
    }
  }
}
