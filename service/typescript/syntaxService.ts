import * as ts from 'typescript';
import type { StageDocument } from './project';

/*
 * The body of a stage file alone, parsed as a module so that top-level `await` is one. Syntax errors, formatting,
 * folding, outline and selection ranges come from here: the wrapper of the virtual document can never show in them.
 */

let current: StageDocument | undefined;

const service = ts.createLanguageService({
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
  getScriptFileNames: () => (current ? [fileName] : []),
  getScriptVersion: () => current?.version ?? '0',
  getScriptSnapshot: () => current && ts.ScriptSnapshot.fromString(current.body),
  fileExists: () => false,
  readFile: () => undefined,
});

const fileName = '/body.js';

/** Runs a question to TypeScript about the body of a stage file. */
export function withBody<T>(document: StageDocument, ask: (service: ts.LanguageService, fileName: string) => T): T {
  current = document;
  return ask(service, fileName);
}
