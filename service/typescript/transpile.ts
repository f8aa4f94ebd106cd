import * as ts from 'typescript';
import type { AnswerOf, ParametersOf } from './protocol';

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  jsx: ts.JsxEmit.React,
};

/** A module of TypeScript as JavaScript, by itself: nothing else is read, and types are not checked. */
export function transpile({ path, text }: ParametersOf<'transpile'>): AnswerOf<'transpile'> {
  const options = { fileName: path, compilerOptions, reportDiagnostics: true };
  const { outputText, diagnostics = [] } = ts.transpileModule(text, options);
  const [first] = diagnostics;
  if (!first) {
    return { code: outputText };
  }
  const { line, character } = first.file?.getLineAndCharacterOfPosition(first.start ?? 0) ?? { line: 0, character: 0 };
  const message = ts.flattenDiagnosticMessageText(first.messageText, ' ').replace(/\.$/, '');
  return { problem: `has a syntax error in line ${line + 1}, column ${character + 1}: ${message}` };
}
