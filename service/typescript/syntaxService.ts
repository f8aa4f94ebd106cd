import * as ts from 'typescript';
import type { StageDocument } from './project';

const fileName = '/body.js';

/**
 * The body of a stage file without the function around it, parsed as a module so that top-level `await` is one. Syntax errors,
 * formatting, folding, outline and selection ranges come from here: the wrapper of the virtual document can never show in them.
 */
export class SyntaxService {
  private current: StageDocument | undefined;
  private readonly service = ts.createLanguageService({
    getCompilationSettings: () => ({
      allowJs: true,
      noLib: true,
      noResolve: true,
      types: [],
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      moduleDetection: ts.ModuleDetectionKind.Force,
    }),
    getCurrentDirectory: () => '/',
    getDefaultLibFileName: () => '',
    getScriptFileNames: () => (this.current ? [fileName] : []),
    getScriptVersion: () => this.current?.version ?? '0',
    getScriptSnapshot: () => this.current && ts.ScriptSnapshot.fromString(this.current.body),
    fileExists: () => false,
    readFile: () => undefined,
  });

  /** Asks TypeScript about the body of a stage file. Offsets are those of the body. */
  ask<T>(document: StageDocument, question: (service: ts.LanguageService, fileName: string) => T): T {
    this.current = document;
    return question(this.service, fileName);
  }
}
