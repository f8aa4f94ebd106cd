import type { DiagnosticTag, Severity } from '../core/rules/rule';
import type { TextEdit, TextRange } from '../core/text';
import type { Markdown } from './markdown';

/*
 * What the language service answers: plain data, ranges in UTF-16 offsets of the file that was asked about.
 * The server turns it into LSP, the command line into JSON.
 */

export type { Severity };

export interface Diagnostic {
  readonly range: TextRange;
  readonly severity: Severity;
  /** One of our codes, or TypeScript's number. */
  readonly code: string | number;
  readonly source: 'infra' | 'ts';
  readonly message: string;
  readonly tags?: readonly DiagnosticTag[];
}

export type CompletionKind =
  | 'binding'
  | 'class'
  | 'constant'
  | 'enum'
  | 'field'
  | 'file'
  | 'function'
  | 'interface'
  | 'keyword'
  | 'method'
  | 'module'
  | 'property'
  | 'snippet'
  | 'text'
  | 'variable';

export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** Stands beside the label: the kind of a binding. */
  readonly detail?: string;
  /** Stands at the end of the line: the resource of a binding. */
  readonly description?: string;
  readonly documentation?: Markdown;
  readonly sortText?: string;
  readonly filterText?: string;
  readonly deprecated?: boolean;
  /** What is inserted and what it replaces, unless it is the label in place of the list's range. */
  readonly edit?: TextEdit;
  /** The same with tab stops, in LSP's snippet syntax, for editors that have them. */
  readonly snippet?: string;
  readonly additionalEdits?: readonly TextEdit[];
  /** TypeScript's name for where it comes from, if it has one. */
  readonly source?: string;
}

export interface CompletionList {
  readonly isIncomplete: boolean;
  /** What an item's label replaces. */
  readonly range: TextRange;
  readonly items: readonly Completion[];
  /** Who is asked for detail and documentation of an item that is looked at, and the offset that the list is for. */
  readonly details?: CompletionDetailsSource;
}

export interface CompletionDetails {
  readonly detail?: string;
  readonly documentation: Markdown;
}

export interface CompletionDetailsSource {
  readonly from: 'manifest' | 'typescript';
  readonly offset: number;
}

export interface Hover {
  readonly markdown: Markdown;
  readonly range: TextRange;
}

export interface SignatureHelp {
  readonly activeSignature: number;
  readonly activeParameter: number;
  readonly signatures: readonly {
    readonly label: string;
    readonly documentation: Markdown;
    /** Offsets into `label`. */
    readonly parameters: readonly { readonly label: TextRange; readonly documentation: Markdown }[];
  }[];
}

/** A place in any file. */
export interface Location {
  readonly path: string;
  readonly range: TextRange;
}

export interface FileEdits {
  readonly path: string;
  /** The file does not exist yet; the edits are those of an empty text. */
  readonly create?: boolean;
  readonly edits: readonly TextEdit[];
}

export interface CodeAction {
  readonly title: string;
  readonly kind: 'quickfix' | 'refactor';
  readonly isPreferred?: boolean;
  /** The diagnostic that it mends, if any. */
  readonly diagnostic?: Diagnostic;
  readonly files: readonly FileEdits[];
}

export interface DocumentSymbol {
  readonly name: string;
  readonly detail?: string;
  readonly kind: 'binding' | 'class' | 'constant' | 'function' | 'method' | 'module' | 'property' | 'variable';
  readonly range: TextRange;
  readonly nameRange: TextRange;
  readonly children: readonly DocumentSymbol[];
}

export interface FoldingRange {
  readonly range: TextRange;
  /** Whether the last line stays visible: that of a closing bracket. Unless given, a bracket at the end says so. */
  readonly showsEnd?: boolean;
  readonly kind?: 'comment' | 'imports' | 'region';
}

/** A function, or a whole stage. */
export interface CallHierarchyItem {
  readonly name: string;
  readonly range: TextRange;
  readonly nameRange: TextRange;
}

/** Who calls or is called, and where the calls are. */
export interface CallHierarchyCall {
  readonly item: CallHierarchyItem;
  readonly ranges: readonly TextRange[];
}

/** From the innermost range outwards. */
export type SelectionRanges = readonly TextRange[];

export interface DocumentHighlight {
  readonly range: TextRange;
  readonly isWrite: boolean;
}

export interface FormattingOptions {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
}

export interface SemanticToken {
  readonly range: TextRange;
  /** Indexes into `semanticTokenTypes` and a bit set over `semanticTokenModifiers`. */
  readonly type: number;
  readonly modifiers: number;
}

/** TypeScript's own order (`TokenType` and `TokenModifier` of its 2020 classifier), then what only manifests have. */
export const semanticTokenTypes = [
  'class',
  'enum',
  'interface',
  'namespace',
  'typeParameter',
  'type',
  'parameter',
  'variable',
  'enumMember',
  'property',
  'function',
  'method',
  'comment',
  'string',
  'number',
  'keyword',
] as const;

export const semanticTokenModifiers = [
  'declaration',
  'static',
  'async',
  'readonly',
  'defaultLibrary',
  'local',
] as const;

export interface InlayHint {
  readonly offset: number;
  readonly label: string;
  readonly kind: 'type' | 'parameter';
  readonly paddingLeft: boolean;
  readonly paddingRight: boolean;
}
