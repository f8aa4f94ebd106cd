/** A frame of a WebSocket, from either side. */
export interface Frame {
  /** All of it, as it came. */
  readonly bytes: Buffer;
  /** What a frame of text says. */
  readonly text: string;
}

const textFrame = 1;

/** The first frame of what has come of a WebSocket; `undefined` while it is not all there. */
export function firstFrame(bytes: Buffer): Frame | undefined {
  if (bytes.length < 2) {
    return undefined;
  }
  const short = bytes.readUInt8(1) & 0x7f;
  const extended = { 126: 2, 127: 8 }[short] ?? 0;
  const isMasked = (bytes.readUInt8(1) & 0x80) !== 0;
  const start = 2 + extended + (isMasked ? 4 : 0);
  if (bytes.length < start) {
    return undefined;
  }
  const length = extended === 0 ? short : extended === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (bytes.length < start + length) {
    return undefined;
  }
  const isText = (bytes.readUInt8(0) & 0x0f) === textFrame;
  const data = bytes.subarray(start, start + length);
  const plain = isMasked ? unmasked(data, bytes.subarray(start - 4, start)) : data;
  return { bytes: bytes.subarray(0, start + length), text: isText ? plain.toString() : '' };
}

function unmasked(data: Buffer, mask: Buffer): Buffer {
  return Buffer.from(data.map((byte, index) => byte ^ (mask[index % 4] ?? 0)));
}

/** A frame of text, as a client sends it. */
export function clientFrame(text: string): Buffer {
  const data = Buffer.from(text);
  const extended = data.length < 126 ? 0 : data.length < 65_536 ? 2 : 8;
  // A mask of zeros leaves everything as it is.
  const head = Buffer.alloc(2 + extended + 4);
  head.writeUInt8(0x80 | textFrame, 0);
  head.writeUInt8(0x80 | (extended === 0 ? data.length : extended === 2 ? 126 : 127), 1);
  if (extended === 2) {
    head.writeUInt16BE(data.length, 2);
  } else if (extended === 8) {
    head.writeBigUInt64BE(BigInt(data.length), 2);
  }
  return Buffer.concat([head, data]);
}

/** Takes bytes as they come, and hands over each frame when it is there. */
export function frameReader(onFrame: (frame: Frame) => void): (bytes: Buffer) => void {
  let unread: Buffer = Buffer.alloc(0);
  return (bytes) => {
    unread = Buffer.concat([unread, bytes]);
    for (let frame = firstFrame(unread); frame; frame = firstFrame(unread)) {
      unread = unread.subarray(frame.bytes.length);
      onFrame(frame);
    }
  };
}
