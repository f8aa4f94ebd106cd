import type { Finding, Fix } from '../../core/rules/rule';
import type { TextEdit, TextRange } from '../../core/text';
import type {
  CallHierarchyCall,
  CallHierarchyItem,
  CompletionDetails,
  CompletionList,
  DocumentHighlight,
  DocumentSymbol,
  FoldingRange,
  FormattingOptions,
  Hover,
  InlayHint,
  Location,
  SelectionRanges,
  SemanticToken,
  SignatureHelp,
} from '../answers';

/*
 * What the main thread asks of the TypeScript worker. Paths are absolute with `/`; offsets are those of the stage
 * file's body; the worker alone knows of virtual documents.
 */

interface AtOffset {
  readonly path: string;
  readonly offset: number;
}
interface InRange {
  readonly path: string;
  readonly range: TextRange;
}

/** A finding as it is sent: no function can be, so that its fixes are worked out. */
export interface SentFinding extends Omit<Finding, 'fixes'> {
  readonly fixes: readonly Fix[];
}

/** Each request: its parameters and its answer. */
export interface TypeScriptRequests {
  diagnostics: [{ readonly path: string }, readonly SentFinding[]];
  completion: [AtOffset & { readonly trigger?: string }, CompletionList | undefined];
  completionDetails: [AtOffset & { readonly name: string; readonly source?: string }, CompletionDetails | undefined];
  hover: [AtOffset, Hover | undefined];
  signatureHelp: [AtOffset, SignatureHelp | undefined];
  definition: [AtOffset, readonly Location[]];
  typeDefinition: [AtOffset, readonly Location[]];
  references: [AtOffset, readonly Location[]];
  documentHighlights: [AtOffset, readonly DocumentHighlight[]];
  prepareRename: [AtOffset, { readonly range: TextRange } | { readonly refused: string }];
  rename: [AtOffset & { readonly newName: string }, readonly TextEdit[]];
  prepareCallHierarchy: [AtOffset, readonly CallHierarchyItem[]];
  incomingCalls: [AtOffset, readonly CallHierarchyCall[]];
  outgoingCalls: [AtOffset, readonly CallHierarchyCall[]];
  documentSymbols: [{ readonly path: string }, readonly DocumentSymbol[]];
  foldingRanges: [{ readonly path: string }, readonly FoldingRange[]];
  selectionRanges: [AtOffset, SelectionRanges];
  formatting: [
    { readonly path: string; readonly options: FormattingOptions; readonly range?: TextRange },
    readonly TextEdit[],
  ];
  onTypeFormatting: [AtOffset & { readonly options: FormattingOptions; readonly key: string }, readonly TextEdit[]];
  semanticTokens: [InRange, readonly SemanticToken[]];
  inlayHints: [InRange & { readonly parameterNames: 'literals' | 'all' }, readonly InlayHint[]];
  codeFixes: [
    InRange & { readonly codes: readonly number[] },
    readonly { readonly title: string; readonly edits: readonly TextEdit[] }[],
  ];
  /** A module's text, of a path that tells its extension, as JavaScript; or a clause that says why not. */
  transpile: [
    { readonly path: string; readonly text: string },
    { readonly code: string } | { readonly problem: string },
  ];
  refactors: [InRange, readonly { readonly title: string; readonly edits: readonly TextEdit[] }[]];
}

export type TypeScriptMethod = keyof TypeScriptRequests;
export type ParametersOf<M extends TypeScriptMethod> = TypeScriptRequests[M][0];
export type AnswerOf<M extends TypeScriptMethod> = TypeScriptRequests[M][1];

/** What the worker is told, in a list: what is new of the Destinations, then the question. */
export type MessageToWorker =
  /** The generated type of `params.infra` and of `params.secrets` of a Destination. */
  | { readonly type: 'declarations'; readonly root: string; readonly text: string }
  /** No file of a Destination is open: its programs are given up. */
  | { readonly type: 'forget'; readonly root: string }
  /** The text of a stage file; `null` forgets it. */
  | { readonly type: 'file'; readonly path: string; readonly text: string | null }
  | { readonly type: 'request'; readonly id: number; readonly method: TypeScriptMethod; readonly params: unknown };

export type MessageFromWorker =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly error: string };

/** What the worker is started with. */
export interface WorkerOptions {
  /** The folder of the declaration files. */
  readonly declarations: string;
  /**
   * Whether type checkers outlive an edit (`checker/keptChecker.ts`); they do unless this is `false`. Tests hold the answers
   * to be the same either way.
   */
  readonly keepChecker?: boolean;
}

/** What the main thread adds: memory that both see, for `isCancelled`. */
export interface WorkerData extends WorkerOptions {
  readonly cancelled: Int32Array;
}

/** How many requests can wait at once before a cancellation may be forgotten; it is then only a wasted answer. */
const cancellationSlots = 256;

export const newCancellations = () => new Int32Array(new SharedArrayBuffer(cancellationSlots * 4));

/** Tells the worker that nobody waits for a request any longer, also while it is busy with another. */
export function cancel(cancelled: Int32Array, id: number): void {
  Atomics.store(cancelled, id % cancellationSlots, id);
}

export function isCancelled(cancelled: Int32Array, id: number): boolean {
  return Atomics.load(cancelled, id % cancellationSlots) === id;
}
