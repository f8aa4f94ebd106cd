import { Script } from 'node:vm';
import type { SourcePlace } from '../events';
import { syntaxErrorPlace, type TextEnd } from './places';

/** A syntax error of a stage, as an event says it. */
export interface CompileError {
  readonly type: 'error';
  readonly phase: 'compile';
  readonly name: string;
  readonly message: string;
  readonly at?: SourcePlace;
  readonly frames: readonly [];
}

interface StageSource {
  readonly file: string;
  readonly code: string;
  readonly end: TextEnd;
  /** What a debugger knows the file by, if it is not `file`. */
  readonly url?: string | undefined;
  /** Whether it is to be read as a module's code is. */
  readonly strict?: boolean;
  /** Throws what an `import()` rejects with: an error of the realm, where Node's own would be one of this process. */
  readonly refuseImport?: () => never;
}

/** A stage as a script whose value is a function, or its syntax error. */
export function compileStage(source: StageSource): Script | CompileError {
  try {
    const script = scriptOf(source, '(', ')');
    // Code that ends the function itself, and begins another, can fit one kind of bracket only.
    scriptOf(source, '[', ']');
    return script;
  } catch (error) {
    const { name, message, stack = '' } = error as Error;
    const place = syntaxErrorPlace(stack, source.url ?? source.file, source.file, source.end);
    const text = place?.behindEnd ? 'Unexpected end of the file: its brackets, braces or quotes do not match' : message;
    return { type: 'error', phase: 'compile', name, message: text, ...(place && { at: place.at }), frames: [] };
  }
}

function scriptOf({ file, url = file, code, strict, refuseImport }: StageSource, open: string, close: string): Script {
  const source = `${open}async function (params) {${strict ? '"use strict";' : ''}\n${code}\n}${close}`;
  return new Script(source, {
    filename: url,
    lineOffset: -1,
    ...(refuseImport && { importModuleDynamically: refuseImport }),
  });
}
