import * as ts from 'typescript';
import { type Runtime, type Stage, stageOf } from '../../core/platform/stages/stages';
import { type VirtualDocument, virtualDocument } from '../../core/platform/stages/virtualDocument';
import { KeptChecker } from './checker/keptChecker';
import { snapshotOf } from './snapshot';

/** A stage file as TypeScript sees it. */
export interface StageDocument {
  readonly path: string;
  readonly stage: Stage;
  readonly body: string;
  readonly virtual: VirtualDocument;
  readonly version: string;
  readonly snapshot: ts.IScriptSnapshot;
}

const declarationFiles: Record<Runtime, readonly string[]> = {
  workers: ['es.d.ts', 'iterators.d.ts', 'workers.d.ts', 'edgetag.d.ts'],
  // The DOM gives values of what is seldom named.
  browser: ['es.d.ts', 'seldom.d.ts', 'iterators.d.ts', 'dom.d.ts', 'browser.d.ts', 'edgetag.d.ts'],
};

const compilerOptions: ts.CompilerOptions = {
  allowJs: true,
  checkJs: true,
  noEmit: true,
  // The words of a message must not depend on what was typed before: one checker sees many texts.
  stableTypeOrdering: true,
  noLib: true,
  skipLibCheck: true,
  strict: true,
  noImplicitAny: false,
  noImplicitThis: false,
  strictPropertyInitialization: false,
  useUnknownInCatchVariables: false,
  types: [],
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
};

const infraDeclarationsName = '__infra.d.ts';

/** The declaration files have no comments but those that say `@deprecated`: see declarations/comments.mjs. */
const jsDocParsingMode = ts.JSDocParsingMode.ParseForTypeErrors;

/**
 * One program: the stage files of one Destination that run in one runtime. Its roots are the files that are open, for
 * stage files cannot import each other; so a keystroke costs the same in a Destination of any size.
 */
export class Project {
  readonly service: ts.LanguageService;
  private readonly checker: KeptChecker | undefined;
  private readonly documents = new Map<string, StageDocument>();
  private declarations: GeneratedDeclarations = noDeclarations;
  private version = 0;
  private roots: string[] | undefined;

  constructor(
    readonly root: string,
    readonly runtime: Runtime,
    readonly libraries: Libraries,
    keepChecker: boolean,
  ) {
    this.checker = keepChecker ? new KeptChecker() : undefined;
    const infraFile = `${root}/${infraDeclarationsName}`;
    const options = this.checker?.withCheckerFactory(compilerOptions) ?? compilerOptions;
    const host: ts.LanguageServiceHost = {
      jsDocParsingMode,
      getCompilationSettings: () => options,
      getCurrentDirectory: () => root,
      getDefaultLibFileName: () => libraries.path('es.d.ts'),
      getProjectVersion: () => String(this.version),
      getScriptFileNames: () => {
        this.roots ??= [...this.libraryFiles().map(libraries.path), infraFile, ...this.documents.keys()];
        return this.roots;
      },
      getScriptVersion: (name) =>
        name === infraFile ? this.declarations.version : (this.documents.get(name)?.version ?? '0'),
      getScriptSnapshot: (name) =>
        name === infraFile
          ? this.declarations.snapshot
          : (this.documents.get(name)?.snapshot ?? libraries.snapshot(name)),
      // Stage files cannot import each other.
      fileExists: (name) => name === infraFile || libraries.snapshot(name) !== undefined,
      readFile: () => undefined,
      directoryExists: () => false,
      getDirectories: () => [],
      // Nothing to look for, and nothing to be made for that at each edit.
      resolveModuleNameLiterals: (names) => names.map(() => ({ resolvedModule: undefined })),
      resolveTypeReferenceDirectiveReferences: (names) =>
        names.map(() => ({ resolvedTypeReferenceDirective: undefined })),
    };
    this.service = ts.createLanguageService(host, libraries.registry);
  }

  /** Must be called after a question has failed: what TypeScript was working on is half done. */
  recover(): void {
    this.checker?.forget();
  }

  /** Gives up the program. The declarations that it shares with others stay with them. */
  dispose(): void {
    this.service.dispose();
  }

  setDocument(path: string, document: StageDocument | undefined): void {
    const old = this.documents.get(path);
    if (document) {
      this.documents.set(path, document);
    } else {
      this.documents.delete(path);
    }
    if (!old || !document || this.needsSeldom(old) !== this.needsSeldom(document)) {
      this.roots = undefined;
    }
    this.version++;
  }

  setDeclarations(declarations: GeneratedDeclarations): void {
    this.declarations = declarations;
    this.roots = undefined;
    this.version++;
  }

  private libraryFiles(): readonly string[] {
    if (this.runtime === 'browser') {
      return declarationFiles.browser;
    }
    const rare = this.libraries.filesFor(this.declarations.text);
    // Rare bindings give vectors.
    const needsSeldom = rare.length > 0 || [...this.documents.values()].some((each) => this.needsSeldom(each));
    return [...declarationFiles.workers, ...(needsSeldom ? ['seldom.d.ts'] : []), ...rare];
  }

  private needsSeldom({ body }: StageDocument): boolean {
    return this.libraries.seldomNamed.test(body);
  }
}

/** The declaration files, read once and shared by all programs. */
export class Libraries {
  readonly registry = ts.createDocumentRegistry(true, '', jsDocParsingMode);
  private readonly folder: string;
  private readonly snapshots = new Map<string, ts.IScriptSnapshot | undefined>();
  private readonly comments = new Map<string, Readonly<Record<number, string>>>();
  /** A name whose declarations are in `seldom.d.ts`. */
  readonly seldomNamed: RegExp;
  /** The files that rare types of bindings are in, by type. */
  private readonly filesOfType: ReadonlyMap<string, readonly string[]>;

  constructor(folder: string) {
    this.folder = folder.replaceAll('\\', '/');
    this.filesOfType = new Map(Object.entries(JSON.parse(ts.sys.readFile(this.path('filesOfType.json')) ?? '{}')));
    const names: readonly string[] = JSON.parse(ts.sys.readFile(this.path('seldomNamed.json')) ?? '[]');
    this.seldomNamed = new RegExp(`\\b(?:${names.join('|')})\\b`);
  }

  readonly path = (name: string): string => `${this.folder}/${name}`;

  /** The files that a text needs beside those of its runtime, for the types of bindings that it names. */
  filesFor(text: string): readonly string[] {
    const names = text.match(/[\w:-]+/g) ?? [];
    return [...new Set(names.flatMap((name) => this.filesOfType.get(name) ?? []))];
  }

  /** The JSDoc comment on what starts at an offset of a declaration file. */
  comment(path: string, offset: number): string | undefined {
    let comments = this.comments.get(path);
    if (!comments && path.startsWith(this.path(''))) {
      comments = JSON.parse(ts.sys.readFile(path.replace('.d.ts', '.comments.json')) ?? '{}') as Record<number, string>;
      this.comments.set(path, comments);
    }
    return comments?.[offset];
  }

  snapshot(path: string): ts.IScriptSnapshot | undefined {
    if (!this.snapshots.has(path)) {
      const text = path.startsWith(this.path('')) ? ts.sys.readFile(path) : undefined;
      this.snapshots.set(path, text === undefined ? undefined : ts.ScriptSnapshot.fromString(text));
    }
    return this.snapshots.get(path);
  }
}

/** The types that were generated from a manifest. Both programs of a Destination share them in the document registry. */
export interface GeneratedDeclarations {
  readonly text: string;
  readonly version: string;
  readonly snapshot: ts.IScriptSnapshot;
}

export function generatedDeclarations(text: string, version: string): GeneratedDeclarations {
  return { text, version, snapshot: ts.ScriptSnapshot.fromString(text) };
}

const noDeclarations = generatedDeclarations('', '0');

/** The virtual document of a stage file's text; `undefined` if the path is no stage. */
export function stageDocument(path: string, body: string, version: string): StageDocument | undefined {
  const stage = stageOf(path);
  if (!stage) {
    return undefined;
  }
  const virtual = virtualDocument(stage, body);
  return { path, stage, body, virtual, version, snapshot: snapshotOf(virtual.text) };
}
