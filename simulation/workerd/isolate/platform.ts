// What the realm of the memory engine has as classes of its own, workerd has itself.
const { Blob, File, FormData, Headers, ReadableStream, Request, Response, URL, URLSearchParams, DOMException } =
  globalThis;
const { structuredClone, atob, btoa } = globalThis;

export {
  atob,
  Blob,
  btoa,
  DOMException,
  File,
  FormData,
  Headers,
  ReadableStream,
  Request,
  Response,
  structuredClone,
  URL,
  URLSearchParams,
};

const encoder = new TextEncoder();

export const encodeUtf8 = (text: string): Uint8Array => encoder.encode(text);
export const decodeUtf8 = (bytes: Uint8Array, fatal = false): string =>
  new TextDecoder('utf-8', { fatal }).decode(bytes);

// Time is real here.
const { setTimeout: start, clearTimeout: stop } = globalThis;

export const now = (): number => Date.now();
export const startTimer = (run: () => unknown, delay: unknown): unknown => start(run, Number(delay) || 0);
export const stopTimer = (id: unknown): void => stop(id as number);
