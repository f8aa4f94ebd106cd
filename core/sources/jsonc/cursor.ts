import type { TextRange } from '../../text';
import type { ManifestCursor } from '../cursor';
import { lineEnd } from '../lines';
import type { JsoncDocument } from './syntax';
import { type JsoncToken, JsoncTokens } from './tokens';

interface Frame {
  readonly type: '{' | '[';
  readonly path: readonly (string | number)[];
  readonly keys: Set<string>;
  /** What comes next; behind a key that is `:`. */
  expects: 'key' | ':' | 'value' | ',';
  key: string;
  index: number;
}

/** What is typed at an offset of JSON: the tokens before it tell what is open. */
export function jsoncCursor({ text }: JsoncDocument, offset: number): ManifestCursor | undefined {
  const tokens = new JsoncTokens(text);
  const open: Frame[] = [];
  let last: JsoncToken | undefined;
  for (let token = tokens.at(0); token.type !== '' && token.start < offset; token = tokens.at(token.end)) {
    const isInside = offset < token.end || (offset === token.end && (token.type === 'a' || !token.closed));
    if (token.type === '/') {
      if (isInside || (text[token.start + 1] === '/' && offset === token.end)) {
        return undefined;
      }
      continue;
    }
    const frame = open.at(-1);
    if (isInside && (token.type === '"' || token.type === 'a')) {
      return frame && cursorIn(text, tokens, frame, typedRange(text, token, offset));
    }
    step(text, open, token, last);
    last = token;
  }
  const frame = open.at(-1);
  return frame && frame.expects !== ',' && frame.expects !== ':'
    ? cursorIn(text, tokens, frame, { start: offset, end: offset })
    : undefined;
}

/** Takes a token in: what is open, and what comes next. */
function step(text: string, open: Frame[], token: JsoncToken, last: JsoncToken | undefined): void {
  const frame = open.at(-1);
  switch (token.type) {
    case '{':
    case '[': {
      const path = frame ? valuePath(frame) : [];
      if (frame) {
        frame.expects = ',';
      }
      open.push({
        type: token.type,
        path,
        keys: new Set(),
        expects: token.type === '{' ? 'key' : 'value',
        key: '',
        index: 0,
      });
      return;
    }
    case '}':
    case ']':
      open.pop();
      return;
    case ',':
      if (frame) {
        frame.index++;
        frame.expects = frame.type === '{' ? 'key' : 'value';
      }
      return;
    case ':':
      if (frame?.type === '{') {
        // A string that was taken for a value is a key, then: the line before is half typed.
        frame.key = last?.type === '"' ? contentOf(text, last) : '';
        frame.keys.add(frame.key);
        frame.expects = 'value';
      }
      return;
    default:
      if (frame) {
        frame.expects = frame.expects === 'key' ? ':' : ',';
      }
  }
}

function valuePath({ type, path, key, index }: Frame): readonly (string | number)[] {
  return [...path, type === '{' ? key : index];
}

function cursorIn(text: string, tokens: JsoncTokens, frame: Frame, range: TextRange): ManifestCursor | undefined {
  const next = nextToken(tokens, range.end);
  if (frame.expects === 'value') {
    const isEmpty = range.start === range.end;
    const isItem = frame.type === '[';
    const isFollowed = isEmpty && '{["a'.includes(next.type) && next.type !== '' && !isKey(tokens, next);
    // A value is there already, a little further on.
    return isFollowed && !isItem
      ? undefined
      : { at: 'value', path: valuePath(frame), range, needsComma: isItem && isFollowed };
  }
  return {
    at: 'key',
    path: frame.path,
    range,
    hasValue: next.type === ':',
    present: new Set([...frame.keys, ...keysBehind(text, tokens, next)]),
    canBeginTable: false,
    needsComma: next.type === '"',
  };
}

/** The token behind an offset that is no comment. */
function nextToken(tokens: JsoncTokens, offset: number): JsoncToken {
  let token = tokens.at(offset);
  while (token.type === '/') {
    token = tokens.at(token.end);
  }
  return token;
}

function isKey(tokens: JsoncTokens, token: JsoncToken): boolean {
  return token.type === '"' && nextToken(tokens, token.end).type === ':';
}

/** The keys of the same object that follow. */
function keysBehind(text: string, tokens: JsoncTokens, from: JsoncToken): readonly string[] {
  const keys: string[] = [];
  let depth = 0;
  let last: JsoncToken | undefined;
  for (let token = from; token.type !== '' && depth >= 0; token = tokens.at(token.end)) {
    depth += '{['.includes(token.type) ? 1 : '}]'.includes(token.type) ? -1 : 0;
    if (token.type === ':' && depth === 0 && last?.type === '"') {
      keys.push(contentOf(text, last));
    }
    last = token;
  }
  return keys;
}

function contentOf(text: string, { start, end, closed }: JsoncToken): string {
  return text.slice(start + 1, closed ? end - 1 : end);
}

/** A string that is not closed goes on to the end of the line; what is typed is only the word at the cursor. */
function typedRange(text: string, { start, end, closed }: JsoncToken, offset: number): TextRange {
  if (closed) {
    return { start, end };
  }
  const word = /^[\w-]*/.exec(text.slice(offset, lineEnd(text, offset)))?.[0].length ?? 0;
  return { start, end: offset + word };
}
