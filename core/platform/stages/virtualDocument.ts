import type { TextRange } from '../../text';
import type { Stage, StageResult } from './stages';

/**
 * A stage file as the module that the platform makes of it: prefix + body + suffix. The body is untouched, so that an
 * offset in the body differs from its offset in the module by the length of the prefix and nothing else.
 */
export interface VirtualDocument {
  readonly text: string;
  /** Where the body begins in `text`. */
  readonly offset: number;
  readonly bodyLength: number;
}

/**
 * What the function must return, where its result means something: so that its properties are completed. A name without
 * `<`: where a text has one before a dot, TypeScript looks back from the dot for type arguments at each completion.
 */
const returnTypes: Readonly<Partial<Record<StageResult, string>>> = {
  response: 'HandlerReturns',
  'skip-event': 'BrowserReturns',
  transformation: 'TransformationReturns',
};

/** Wraps the body of a stage file into an async function whose `params` has the type of the stage. */
export function virtualDocument(stage: Stage, body: string): VirtualDocument {
  const returns = returnTypes[stage.kind.result];
  const documentation = returns === undefined ? '' : `/** @returns {EdgeTag.${returns}} */\n`;
  const prefix = `${documentation}export default async function (/** @type {EdgeTag.${stage.kind.paramsType}} */ params) {\n`;
  return { text: `${prefix}${body}\n}\n`, offset: prefix.length, bodyLength: body.length };
}

/** A range of the module as a range of the body; `undefined` where any of it is in the wrapper. */
export function toBody(document: VirtualDocument, range: TextRange): TextRange | undefined {
  const start = range.start - document.offset;
  const end = range.end - document.offset;
  return start < 0 || end > document.bodyLength ? undefined : { start, end };
}

/** Like `toBody`, but a range that reaches past the body (an unclosed brace) is put on the body's end. */
export function toBodyClamped(document: VirtualDocument, range: TextRange): TextRange | undefined {
  const start = range.start - document.offset;
  if (start < 0) {
    return undefined;
  }
  const end = Math.min(range.end - document.offset, document.bodyLength);
  return start < document.bodyLength
    ? { start, end }
    : { start: Math.max(0, document.bodyLength - 1), end: document.bodyLength };
}
