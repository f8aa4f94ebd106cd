import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import {
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { LineIndex } from '../../core/text';
import { keepChecker } from './checker';
import { bundle } from './temporaryFolder';

export interface LanguageServer {
  readonly connection: ProtocolConnection;
  readonly process: ChildProcess;
  readonly result: InitializeResult;
  uri(path: string): string;
  /** Ends the process. */
  stop(): Promise<void>;
  /** Opens a file of the folder, with its text on disk or another. */
  open(path: string, text?: string): Promise<void>;
  /** Replaces the whole text of an open file, as an edit that is not saved. */
  change(path: string, text: string): Promise<void>;
  /** The position of the `|` in a piece of an open file's text. */
  position(path: string, marked: string): Position;
  /** The diagnostics that the server publishes next for the current version of a file, when `until` holds of them. */
  diagnostics(path: string, until?: (found: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]>;
}

interface LaunchOptions {
  /** What to start instead of the built server. */
  readonly command?: readonly string[];
  readonly capabilities?: object;
}

/** The built server, with type checkers that outlive an edit or do not. */
export const serverCommand = (keepChecker: boolean): readonly string[] => [
  // The flag is that of client/server.ts.
  '--max-semi-space-size=4',
  bundle('server.js'),
  '--stdio',
  ...(keepChecker ? [] : ['--fresh-checker']),
];

/** Starts the built server as an editor does, over stdio, on a folder; it is stopped when the test is over. */
export async function startLanguageServer(folder: string, options: LaunchOptions = {}): Promise<LanguageServer> {
  const server = await launchLanguageServer(folder, options);
  onTestFinished(() => server.stop());
  return server;
}

/** The same for a server that several tests share; whoever launches it stops it. */
export async function launchLanguageServer(
  folder: string,
  { command = serverCommand(keepChecker), capabilities = {} }: LaunchOptions,
): Promise<LanguageServer> {
  const child = spawn(process.execPath, [...command], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const published = new Map<string, { version: number; diagnostics: Diagnostic[] }>();
  const waiting = new Set<() => void>();
  connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, version, diagnostics }) => {
    published.set(uri, { version: version ?? 0, diagnostics });
    for (const check of [...waiting]) {
      check();
    }
  });
  connection.listen();
  let stopped = false;
  const stop = async () => {
    if (!stopped) {
      stopped = true;
      const exit = new Promise((resolve) => child.once('exit', resolve));
      connection.dispose();
      child.kill();
      await exit;
    }
  };

  const uri = (path: string) => pathToFileURL(join(folder, path)).toString();
  const result = await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: [{ uri: pathToFileURL(folder).toString(), name: 'shop' }],
    capabilities,
  });
  await connection.sendNotification(InitializedNotification.type, {});

  const open = new Map<string, { version: number; text: string }>();
  return {
    connection,
    process: child,
    result,
    uri,
    stop,
    async open(path, text = readFileSync(join(folder, path), 'utf8')) {
      open.set(path, { version: 1, text });
      const textDocument = { uri: uri(path), languageId: 'javascript', version: 1, text };
      await connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
    },
    async change(path, text) {
      const version = (open.get(path)?.version ?? 0) + 1;
      open.set(path, { version, text });
      await connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri: uri(path), version },
        contentChanges: [{ text }],
      });
    },
    position(path, marked) {
      const { text } = open.get(path) ?? { text: '' };
      const at = text.indexOf(marked.replace('|', ''));
      if (at < 0) {
        throw new Error(`${path} has no ${marked}`);
      }
      return new LineIndex(text).positionAt(at + marked.indexOf('|'));
    },
    diagnostics(path, until = () => true) {
      return new Promise((resolve) => {
        const check = () => {
          const found = published.get(uri(path));
          if (found && found.version === open.get(path)?.version && until(found.diagnostics)) {
            waiting.delete(check);
            resolve(found.diagnostics);
          }
        };
        waiting.add(check);
        check();
      });
    },
  };
}
