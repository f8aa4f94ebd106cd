import type {
  CancellationToken,
  ClientCapabilities,
  Connection,
  DocumentSelector,
  Position,
  ServerCapabilities,
  TextDocumentIdentifier,
} from 'vscode-languageserver/node';
import { LineIndex } from '../../core/text';
import type { ServiceContext } from '../../service/context';
import { toPath } from '../uris';

/** A feature of standard LSP: what the server offers, for which files, and how it answers the requests. */
export interface LspFeature {
  /** What `initialize` is answered with, unless the client lets the server register the feature later. */
  readonly capabilities: ServerCapabilities;
  /**
   * Given for a feature that serves some files only, such as formatting: a client that registers dynamically gets it for
   * these files, so that no module has two formatters and no JSON folds twice. Without it, the feature is for all files.
   */
  readonly registration?: {
    readonly method: string;
    readonly documentSelector: DocumentSelector;
    readonly options?: object;
  };
  /** Answers the feature's requests on a connection. */
  register(server: LspServer): void;
}

/** A document as a request names it: its path, its text and its lines at the time of the request. */
export interface Target {
  /** Absolute, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly lines: LineIndex;
  /** The service, with the cancellation of the request. */
  readonly service: ServiceContext;
}

/** What every feature works with: the connection, the service, and what the client can do. */
export class LspServer {
  /** Known from `initialize` on. */
  client: ClientCapabilities = {};

  constructor(
    readonly connection: Connection,
    readonly service: ServiceContext,
  ) {}

  /** The text that the editor holds, or else the one on disk; `undefined` where there is none. */
  readonly textOf = (path: string): string | undefined => this.service.workspace.documents.text(path);

  /** The document that a request names; `undefined` if it is no file or cannot be read. */
  target({ uri }: TextDocumentIdentifier, cancellation: CancellationToken): Target | undefined {
    const path = toPath(uri);
    const text = path === undefined ? undefined : this.textOf(path);
    return path === undefined || text === undefined
      ? undefined
      : { path, text, lines: new LineIndex(text), service: { ...this.service, cancellation } };
  }

  /** Handles a request about a document. A document that cannot be read gets `null`. */
  on<P extends { textDocument: TextDocumentIdentifier }, R>(answer: (target: Target, params: P) => Promise<R>) {
    return async (params: P, cancellation: CancellationToken): Promise<R | null> => {
      const target = this.target(params.textDocument, cancellation);
      return target ? answer(target, params) : null;
    };
  }

  /** Handles a request about a place in a document, given to `answer` as a UTF-16 offset. */
  at<P extends { textDocument: TextDocumentIdentifier; position: Position }, R>(
    answer: (target: Target, offset: number, params: P) => Promise<R>,
  ) {
    return this.on((target, params: P) => answer(target, target.lines.offsetAt(params.position), params));
  }
}
