import { lastWord } from './lastWord';
import { paramsInCode } from './paramsInCode';
import type { AccessPoint } from './scan';
import { keywords } from './tokens';

const access = /params\s*\??\.[ \t]*infra\s*\??\.(?![.\d])[ \t]*/y;
const nameHere = /[A-Za-z_$][\w$]*/y;
const beyondAscii = /[\u0080-\uffff]/;
/** What follows a `params` that is read from, and one that is a value. */
const readHere = /\s*(?:\[|\??\.(?![.\d]))/y;
const memberHere = /\s*\??\.(?![.\d])/y;
const valueEndsHere = /[ \t]*(?:;|\r|\n|$)/y;

/** Keywords that an expression can follow. All others may declare what comes after them. */
const readers = new Set(['await', 'return', 'throw', 'typeof', 'void', 'delete', 'new', 'in', 'of', 'yield', 'else']);

/**
 * The place at an offset where the name of a binding stands or can be typed, written as it most often is:
 * `params.infra.NAME`, in a stage file where `params` has no second meaning. Wherever it answers, it answers as
 * `accessPointAt` does, from the text alone and in a fraction of the time of a scan; elsewhere it gives `undefined`.
 */
export function bindingPointAt(text: string, offset: number): AccessPoint | undefined {
  const params = text.lastIndexOf('params', offset);
  if (params < 0 || !matches(access, text, params)) {
    return undefined;
  }
  const start = access.lastIndex;
  const isNamed = matches(nameHere, text, start);
  const end = isNamed ? nameHere.lastIndex : start;
  const dot = text.lastIndexOf('.', start - 1) + 1;
  const range = isNamed ? { start, end } : { start: dot, end: dot };
  if (offset < range.start || range.end < offset || beyondAscii.test(text.charAt(end))) {
    return undefined;
  }
  const places = paramsInCode(text);
  const isPlain = places?.includes(params) && places.every((place) => isGiven(text, place));
  return isPlain && !isMember(codeBefore(text, params)) ? { receiver: ['infra'], form: 'member', range } : undefined;
}

/** How far back it looks: further than the longest line that somebody writes. */
const farthest = 500;

const codeBefore = (text: string, place: number) => text.slice(Math.max(0, place - farthest), place).trimEnd();
/** Whether what follows is a member: there is a dot before it, and no spread. */
const isMember = (code: string) => code.endsWith('.') && !code.endsWith('...');

/** Whether the `params` at a place is surely what the stage is given: read from, or the value of a variable. */
function isGiven(text: string, place: number): boolean {
  const code = codeBefore(text, place);
  const end = place + 'params'.length;
  if (isMember(code)) {
    return true;
  }
  const lineStart = code.lastIndexOf('\n') + 1;
  const isLineSeen = lineStart > 0 || place <= farthest;
  // What is a comment is no code.
  if (!isLineSeen || code.endsWith('*/') || code.includes('//', lineStart)) {
    return false;
  }
  if (isAssigned(code) && matches(valueEndsHere, text, end)) {
    return true;
  }
  const word = lastWord(code);
  return keywords.has(word) ? readers.has(word) && matches(memberHere, text, end) : matches(readHere, text, end);
}

/** Whether code ends with the sign of an assignment, and of no other operator. */
const isAssigned = (code: string) => code.endsWith('=') && !operatorBefore.has(code.charAt(code.length - 2));
const operatorBefore = new Set('=!<>+-*/%&|^?');

/** Whether a sticky pattern matches at a position; it then ends at the pattern's `lastIndex`. */
function matches(pattern: RegExp, text: string, position: number): boolean {
  pattern.lastIndex = position;
  return pattern.test(text);
}
