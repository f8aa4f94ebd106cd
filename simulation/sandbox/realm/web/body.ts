import { Blob, File } from './blob';
import { bufferOf, bytesOf, fromLatin1, joined, toLatin1 } from './bytes';
import { decodeUtf8, encodeUtf8 } from './encoding';
import { FormData } from './formData';
import { ReadableStream } from './readableStream';
import { URLSearchParams } from './url';

/** A body before it is read: its bytes or the stream of them, and the content type that it brings along. */
export interface BodyContent {
  readonly content: Uint8Array | ReadableStream | null;
  readonly type: string | null;
}

/** What a value given as a body holds. */
export function bodyContent(init: unknown): BodyContent {
  if (init === undefined || init === null) {
    return { content: null, type: null };
  }
  if (init instanceof ReadableStream) {
    return { content: init, type: null };
  }
  if (init instanceof URLSearchParams) {
    return { content: encodeUtf8(init.toString()), type: 'application/x-www-form-urlencoded;charset=UTF-8' };
  }
  if (init instanceof Blob) {
    return { content: Blob.bytes(init), type: init.type || null };
  }
  if (init instanceof FormData) {
    return multipart(init);
  }
  const bytes = bytesOf(init);
  return bytes
    ? { content: bytes.slice(), type: null }
    : { content: encodeUtf8(`${init}`), type: 'text/plain;charset=UTF-8' };
}

/** The part that requests, responses and R2 objects share. */
export class Body {
  #content: Uint8Array | ReadableStream | null;
  #used = false;
  #stream: ReadableStream | undefined;

  constructor(content: Uint8Array | ReadableStream | null) {
    this.#content = content;
  }

  /** Splits off a second body with the same content. */
  protected static twin(body: Body): Uint8Array | ReadableStream | null {
    if (body.#used) {
      throw new TypeError('Cannot clone a body that has already been used.');
    }
    if (!(body.#content instanceof ReadableStream)) {
      return body.#content;
    }
    const [mine, theirs] = body.#content.tee();
    body.#content = mine;
    return theirs;
  }

  get body(): ReadableStream | null {
    if (this.#content === null || this.#content instanceof ReadableStream) {
      return this.#content;
    }
    this.#stream ??= ReadableStream.ofBytes(this.#content);
    return this.#stream;
  }

  get bodyUsed(): boolean {
    return this.#used;
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return bufferOf(await this.#read());
  }

  async blob(): Promise<Blob> {
    return new Blob([await this.#read()], { type: this.contentType() });
  }

  async bytes(): Promise<Uint8Array> {
    return (await this.#read()).slice();
  }

  async formData(): Promise<FormData> {
    const type = this.contentType();
    const text = await this.#read();
    if (type.startsWith('application/x-www-form-urlencoded')) {
      const form = new FormData();
      for (const [name, value] of new URLSearchParams(decodeUtf8(text))) {
        form.append(name, value);
      }
      return form;
    }
    const boundary = /^multipart\/form-data;.*boundary="?([^";]+)/i.exec(type)?.[1];
    if (!boundary) {
      throw new TypeError(
        'Unrecognized Content-Type header value. FormData can only parse multipart/form-data or application/x-www-form-urlencoded.',
      );
    }
    return parseMultipart(toLatin1(text), boundary);
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  async text(): Promise<string> {
    return decodeUtf8(await this.#read());
  }

  protected contentType(): string {
    return '';
  }

  async #read(): Promise<Uint8Array> {
    if (this.#used) {
      throw new TypeError(
        'Body has already been used. It can only be used once. Use tee() first if you need to read it twice.',
      );
    }
    if (this.#content === null) {
      return new Uint8Array();
    }
    this.#used = true;
    const stream = this.#stream ?? this.#content;
    if (!(stream instanceof ReadableStream)) {
      return stream;
    }
    const pieces: Uint8Array[] = [];
    for await (const chunk of stream) {
      pieces.push(bytesOf(chunk) ?? encodeUtf8(`${chunk}`));
    }
    return joined(pieces);
  }
}

const multipartBoundary = '----infra-bindings-form';

function multipart(form: FormData): BodyContent {
  const pieces: Uint8Array[] = [];
  for (const [name, value] of form) {
    const file = value instanceof File ? `; filename="${value.name}"` : '';
    const type = value instanceof File ? `\r\nContent-Type: ${value.type || 'application/octet-stream'}` : '';
    pieces.push(
      encodeUtf8(`--${multipartBoundary}\r\nContent-Disposition: form-data; name="${name}"${file}${type}\r\n\r\n`),
    );
    pieces.push(value instanceof File ? Blob.bytes(value) : encodeUtf8(value), encodeUtf8('\r\n'));
  }
  pieces.push(encodeUtf8(`--${multipartBoundary}--\r\n`));
  return { content: joined(pieces), type: `multipart/form-data; boundary=${multipartBoundary}` };
}

function parseMultipart(text: string, boundary: string): FormData {
  const form = new FormData();
  for (const part of text.split(`--${boundary}`).slice(1, -1)) {
    const headEnd = part.indexOf('\r\n\r\n');
    const head = decodeUtf8(fromLatin1(part.slice(0, headEnd)));
    const content = fromLatin1(part.slice(headEnd + 4).replace(/\r\n$/, ''));
    const name = /\bname="([^"]*)"/i.exec(head)?.[1] ?? '';
    const filename = /\bfilename="([^"]*)"/i.exec(head)?.[1];
    const type = /^content-type:\s*(.+)$/im.exec(head)?.[1]?.trim() ?? '';
    form.append(name, filename === undefined ? decodeUtf8(content) : new File([content], filename, { type }));
  }
  return form;
}
