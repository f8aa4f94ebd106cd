import { expect, test } from 'vitest';
import { clientFrame, frameReader } from './webSocketFrame';

const mask = Buffer.from([1, 2, 3, 4]);

/** A frame as a client (masked) or a server sends it. */
function frameOf(text: string, { isMasked = false, opcode = 1 } = {}): Buffer {
  const data = Buffer.from(text).map((byte, index) => (isMasked ? byte ^ (mask[index % 4] ?? 0) : byte));
  const flag = isMasked ? 0x80 : 0;
  const head = Buffer.alloc(data.length < 126 ? 2 : data.length < 65_536 ? 4 : 10);
  head[0] = 0x80 | opcode;
  if (head.length === 2) {
    head[1] = flag | data.length;
  } else if (head.length === 4) {
    head[1] = flag | 126;
    head.writeUInt16BE(data.length, 2);
  } else {
    head[1] = flag | 127;
    head.writeBigUInt64BE(BigInt(data.length), 2);
  }
  return Buffer.concat([head, isMasked ? mask : Buffer.alloc(0), data]);
}

test.each([1, 3, 1_000, 1_000_000])('frames are read however they are cut: into pieces of %i bytes', (size) => {
  const texts = ['', '{"id":1}', 'ü'.repeat(100), 'x'.repeat(70_000)];
  const all = Buffer.concat([
    ...texts.map((text) => frameOf(text)),
    ...texts.map((text) => frameOf(text, { isMasked: true })),
  ]);
  const read: string[] = [];
  const passedOn: Buffer[] = [];
  const take = frameReader(({ text, bytes }) => {
    read.push(text);
    passedOn.push(bytes);
  });
  // Byte by byte only as far as the lengths of frames matter.
  const cut = size < 1_000 ? all.subarray(0, 1_000) : all;
  for (let start = 0; start < cut.length; start += size) {
    take(cut.subarray(start, start + size));
  }
  expect(read).toEqual(size < 1_000 ? texts.slice(0, 3) : [...texts, ...texts]);
  const passed = Buffer.concat(passedOn);
  expect(passed.equals(cut.subarray(0, passed.length))).toBe(true);
});

test('what is no text says nothing', () => {
  const read: string[] = [];
  frameReader(({ text }) => read.push(text))(frameOf('ping', { opcode: 9 }));
  expect(read).toEqual(['']);
});

test.each(['', '{"id":1}', 'x'.repeat(200), 'x'.repeat(70_000)])('a frame of our own reads as what it says', (text) => {
  const read: string[] = [];
  frameReader((frame) => read.push(frame.text))(clientFrame(text));
  expect(read).toEqual([text]);
});
