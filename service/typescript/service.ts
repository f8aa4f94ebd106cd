import { type Runtime, stageFile } from '../../core/platform/stages/stages';
import type { Context } from './context';
import { incomingCalls, outgoingCalls, prepareCallHierarchy } from './features/callHierarchy';
import { codeFixes } from './features/codeFixes';
import { completion, completionDetails } from './features/completion';
import { diagnostics } from './features/diagnostics';
import { formatting, onTypeFormatting } from './features/formatting';
import { hover } from './features/hover';
import {
  definition,
  documentHighlights,
  prepareRename,
  references,
  rename,
  typeDefinition,
} from './features/navigation';
import { refactors } from './features/refactors';
import { inlayHints, semanticTokens } from './features/semanticTokens';
import { signatureHelp } from './features/signatureHelp';
import { documentSymbols, foldingRanges, selectionRanges } from './features/structure';
import {
  type GeneratedDeclarations,
  generatedDeclarations,
  Libraries,
  Project,
  type StageDocument,
  stageDocument,
} from './project';
import type { AnswerOf, MessageToWorker, ParametersOf, TypeScriptMethod, WorkerOptions } from './protocol';
import { SyntaxService } from './syntaxService';
import { transpile } from './transpile';

const features: {
  [M in Exclude<TypeScriptMethod, 'transpile'>]: (context: Context, params: ParametersOf<M>) => AnswerOf<M>;
} = {
  diagnostics,
  completion,
  completionDetails,
  hover,
  signatureHelp,
  definition,
  typeDefinition,
  references,
  documentHighlights,
  prepareRename,
  rename,
  prepareCallHierarchy,
  incomingCalls,
  outgoingCalls,
  documentSymbols,
  foldingRanges,
  selectionRanges,
  formatting,
  onTypeFormatting,
  semanticTokens,
  inlayHints,
  codeFixes,
  refactors,
};

/** TypeScript over the stage files of any number of Destinations: two programs each, one document registry. */
export class TypeScriptService {
  private readonly libraries: Libraries;
  private readonly syntax = new SyntaxService();
  private readonly documents = new Map<string, StageDocument>();
  private readonly projects = new Map<string, Project>();
  private readonly declarations = new Map<string, GeneratedDeclarations>();

  private readonly keepChecker: boolean;
  private version = 0;

  constructor({ declarations, keepChecker = true }: WorkerOptions) {
    this.libraries = new Libraries(declarations);
    this.keepChecker = keepChecker;
  }

  /** Takes in what changed. */
  update(message: Exclude<MessageToWorker, { type: 'request' }>): void {
    if (message.type === 'forget') {
      this.declarations.delete(message.root);
      for (const runtime of runtimes) {
        this.projects.get(projectKey(message.root, runtime))?.dispose();
        this.projects.delete(projectKey(message.root, runtime));
      }
      return;
    }
    if (message.type === 'declarations') {
      const declarations = generatedDeclarations(message.text, this.nextVersion());
      this.declarations.set(message.root, declarations);
      for (const runtime of runtimes) {
        this.projects.get(projectKey(message.root, runtime))?.setDeclarations(declarations);
      }
      return;
    }
    const old = this.documents.get(message.path);
    const document = message.text === null ? undefined : stageDocument(message.path, message.text, this.nextVersion());
    if (document) {
      this.documents.set(message.path, document);
      this.project(document.stage.root, document.stage.kind.runtime).setDocument(message.path, document);
    } else if (old) {
      this.documents.delete(message.path);
      this.projects.get(projectKey(old.stage.root, old.stage.kind.runtime))?.setDocument(message.path, undefined);
    }
  }

  /** Answers a request about a text that comes with it, or about a file that `update` has brought. */
  request<M extends TypeScriptMethod>(method: M, params: ParametersOf<M>): AnswerOf<M> | undefined {
    return method === 'transpile'
      ? (transpile(params as ParametersOf<'transpile'>) as AnswerOf<M>)
      : (this.answer(method, params as never) as AnswerOf<M> | undefined);
  }

  /** Answers a request about a file that `update` has brought; `undefined` for any other file. */
  answer<M extends keyof typeof features>(method: M, params: ParametersOf<M>): AnswerOf<M> | undefined {
    const document = this.documents.get(params.path);
    if (!document) {
      return undefined;
    }
    const project = this.project(document.stage.root, document.stage.kind.runtime);
    const stageDocumentOf = (path: string) => this.documents.get(path);
    try {
      const { syntax } = this;
      const context = { project, service: project.service, syntax, document, stageDocument: stageDocumentOf };
      return features[method](context, params);
    } catch (error) {
      project.recover();
      throw error;
    }
  }

  /** Reads the declarations and builds a program, so that the first question need not wait for that. */
  warmUp(): void {
    const root = '/warm-up';
    const path = `${root}/${stageFile('edge/tag')}`;
    this.update({ type: 'file', path, text: 'await params.requestHandler(params.payload.pageUrl);\n' });
    this.answer('diagnostics', { path });
    this.answer('completion', { path, offset: 0 });
    this.documents.delete(path);
    this.projects.delete(projectKey(root, 'workers'));
  }

  /** Our own count: versions of LSP start again when a document is opened again, TypeScript's must not. */
  private nextVersion(): string {
    this.version++;
    return String(this.version);
  }

  private project(root: string, runtime: Runtime): Project {
    const key = projectKey(root, runtime);
    let project = this.projects.get(key);
    if (!project) {
      project = new Project(root, runtime, this.libraries, this.keepChecker);
      const declarations = this.declarations.get(root);
      if (declarations) {
        project.setDeclarations(declarations);
      }
      this.projects.set(key, project);
    }
    return project;
  }
}

const runtimes = ['workers', 'browser'] as const;

const projectKey = (root: string, runtime: Runtime) => `${runtime}\0${root}`;
