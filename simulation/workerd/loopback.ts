import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';

type OnRequest = (request: IncomingMessage, response: ServerResponse) => void;
type OnUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

const option = /^(--external-addr=\w+=)127\.0\.0\.1:(\d+)$/;

/**
 * Closes the port at which Miniflare, in this process, does what workerd asks of it. Miniflare 4 does it for any process
 * of this machine and for any page: it stores files wherever it is told, and starts browsers. Takes the arguments that
 * workerd is to be started with and returns those that it must have instead: it asks at a socket in `folder`, which only
 * this user may enter. Where workerd has no such sockets, the port stays, and answers no page.
 */
export function withPrivateLoopback(args: readonly string[], folder: string): readonly string[] {
  return args.map((argument) => {
    const [, start, port] = option.exec(argument) ?? [];
    const server = start && serverAt(Number(port));
    if (!server) {
      return argument;
    }
    const socket = process.platform === 'win32' ? undefined : moved(server, join(folder, 'l'));
    if (socket === undefined) {
      guard(server, isOfNoPage);
      return argument;
    }
    guard(server, () => false);
    return `${start}unix:${socket}`;
  });
}

/** The server of this process that listens at a port. */
function serverAt(port: number): Server | undefined {
  const { _getActiveHandles: handles } = process as unknown as { _getActiveHandles?: () => object[] };
  return handles
    ?.call(process)
    .find((each): each is Server => each instanceof Server && (each.address() as { port?: number })?.port === port);
}

/** Has what a server does be done at a socket too; `undefined` where that cannot be. */
function moved(server: Server, path: string): string | undefined {
  const own = createServer();
  own.on('error', () => {});
  for (const listener of server.listeners('request')) {
    own.on('request', listener as OnRequest);
  }
  for (const listener of server.listeners('upgrade')) {
    own.on('upgrade', listener as OnUpgrade);
  }
  // A socket of the file system is there when this returns.
  own.listen(path);
  return existsSync(path) ? path : undefined;
}

/** A server does what it did only for requests that are allowed; to others it says nothing. */
function guard(server: Server, isAllowed: (request: IncomingMessage) => boolean): void {
  const onRequest = server.listeners('request') as OnRequest[];
  const onUpgrade = server.listeners('upgrade') as OnUpgrade[];
  server.removeAllListeners('request').removeAllListeners('upgrade');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (isAllowed(request)) {
      for (const listener of onRequest) {
        listener.call(server, request, response);
      }
    } else {
      response.writeHead(404).end();
    }
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (isAllowed(request)) {
      for (const listener of onUpgrade) {
        listener.call(server, request, socket, head);
      }
    } else {
      socket.destroy();
    }
  });
}

/** What workerd sends names a host without a port, and no origin; a page cannot but send the port. */
function isOfNoPage({ headers }: IncomingMessage): boolean {
  return !/:\d+$/.test(headers.host ?? ':0') && headers.origin === undefined;
}
