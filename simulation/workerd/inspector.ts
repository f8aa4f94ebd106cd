import { createServer, type IncomingMessage, request as requestOf } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { clientFrame, frameReader } from './webSocketFrame';

/** Where a debugger attaches to an isolate. */
export interface Inspector {
  /** `ws://127.0.0.1:…`: only whoever has been told it can guess it. */
  readonly url: string;
  /** Settles when a debugger has said what it wants, breakpoints above all, and lets the isolate begin. */
  readonly begins: Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
}

/**
 * Stands between a debugger and workerd's own inspector, which lets nothing wait for one. `isLine` tells lines of the
 * console that are not the user's: a debugger does not see them.
 */
export async function openInspector(
  runtime: URL,
  target: string,
  isLine: (text: string) => boolean,
): Promise<Inspector> {
  const path = `/${crypto.randomUUID()}`;
  let begin: () => void = () => {};
  const begins = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const server = createServer((_request, response) => response.writeHead(404).end());
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url === path) {
      attach({ request, socket, head, runtime, target, begin, isLine });
    } else {
      socket.destroy();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `ws://127.0.0.1:${port}${path}`, begins };
}

interface Attachment {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
  readonly runtime: URL;
  readonly target: string;
  readonly begin: () => void;
  readonly isLine: (text: string) => boolean;
}

function attach({ request, socket, head, runtime: { host, hostname, port }, target, begin, isLine }: Attachment): void {
  // Without extensions, such as compression, frames are plain.
  const { 'sec-websocket-extensions': _, origin: __, ...headers } = request.headers;
  const upstream = requestOf({ hostname, port, path: `/${target}`, headers: { ...headers, host } });
  const close = () => {
    socket.destroy();
    upstream.destroy();
  };
  socket.on('error', close).once('close', close);
  upstream.on('error', close).once('response', close);
  upstream.once('upgrade', (response: IncomingMessage, runtime: Socket, first: Buffer) => {
    runtime.on('error', close).once('close', close);
    socket.once('close', () => runtime.destroy());
    const lines = Object.entries(response.headers).map(([name, value]) => `${name}: ${value}`);
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
    let asked: number | undefined;
    const toRuntime = frameReader(({ bytes, text }) => {
      if (text.includes('Runtime.runIfWaitingForDebugger')) {
        asked = messageOf(text).id;
      }
      // workerd's inspector cannot read other letters than those of ASCII.
      runtime.write(/^[\0-\x7f]*$/.test(text) ? bytes : clientFrame(inAscii(text)));
    });
    const toDebugger = frameReader(({ bytes, text }) => {
      if (text.includes('Runtime.consoleAPICalled') && isLine(text)) {
        return;
      }
      socket.write(bytes);
      // Answers come in order: what was asked for before has been done.
      if (asked !== undefined && messageOf(text).id === asked) {
        asked = undefined;
        begin();
      }
    });
    toRuntime(head);
    socket.on('data', toRuntime);
    toDebugger(first);
    runtime.on('data', toDebugger);
  });
  upstream.end();
}

/** The same JSON, in which letters outside of ASCII are escaped. */
function inAscii(json: string): string {
  return json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function messageOf(text: string): Message {
  try {
    return JSON.parse(text) as Message;
  } catch {
    return {};
  }
}
