import {
  type Connection,
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

/** The connection to the client, and what is told when a client at the other end of stdio is gone. */
export interface ClientConnection {
  readonly connection: Connection;
  onGone(listener: () => void): void;
}

/**
 * Connects to the client in the way that this process's arguments name: `--stdio`, or else `--node-ipc`. Over IPC, the
 * library ends the process with its client.
 */
export function connectToClient(): ClientConnection {
  if (!process.argv.includes('--stdio')) {
    return { connection: createConnection(ProposedFeatures.all), onGone() {} };
  }
  const reader = new StreamMessageReader(process.stdin);
  // The library stops reading at a header without a length. Data, if only none, has it go on with what came behind it.
  reader.onError(() => process.stdin.emit('data', Buffer.alloc(0)));
  const connection = createConnection(ProposedFeatures.all, reader, new StreamMessageWriter(process.stdout));
  return { connection, onGone: (listener) => reader.onClose(listener) };
}
