import type { TextRange } from '../../text';
import type { ScalarNode } from '../document';
import type { ListItem, SeparatedList } from '../list';
import { maximumDepth, Problems } from '../problems';
import { type OpenBracket, Recovery } from './recovery';
import { missing, scalarOf } from './scalars';
import type { JsoncArray, JsoncDocument, JsoncNode, JsoncObject, JsoncProperty } from './syntax';
import { type JsoncToken, JsoncTokens } from './tokens';

/**
 * Reads JSON with comments and trailing commas. Broken text is reported; there, indentation tells which brackets belong
 * together, so that one that is missing does not swallow what follows.
 */
export function readJsonc(text: string): JsoncDocument {
  const document = new JsoncReader(text, false).read();
  return document.problems.length === 0 ? document : new JsoncReader(text, true).read();
}

class JsoncReader {
  private readonly tokens: JsoncTokens;
  private token: JsoncToken;
  private readonly problems = new Problems();
  private readonly recovery: Recovery;

  constructor(
    private readonly text: string,
    recovering: boolean,
  ) {
    this.tokens = new JsoncTokens(text);
    this.recovery = new Recovery(text, this.tokens, recovering);
    this.token = this.scan(0);
  }

  read(): JsoncDocument {
    const root = this.root();
    const problems = this.problems.inOrder(this.text.length);
    return { format: 'jsonc', hasHeaders: false, text: this.text, root, problems };
  }

  private root(): JsoncObject {
    // A key may come first when the opening brace is lost.
    while (!['{', '"', ''].includes(this.token.type)) {
      this.problems.report('A manifest begins with “{”.', this.token.start, this.token.end);
      this.advance();
    }
    if (this.token.type !== '{') {
      this.problems.report('A manifest begins with “{”.', this.token.start, this.token.end);
    }
    const root = this.object();
    if (this.token.type !== '') {
      this.problems.report('Nothing may follow the manifest’s closing “}”.', this.token.start, this.token.end);
    }
    return root;
  }

  /** Reads on to the next token that is no comment. */
  private advance(): void {
    this.token = this.scan(this.token.end);
  }

  private scan(offset: number): JsoncToken {
    let token = this.tokens.at(offset);
    while (token.type === '/') {
      this.recovery.open.at(-1)?.comments.push({ start: token.start, end: token.end });
      if (!token.closed) {
        this.problems.report('This comment is not closed: “*/” is missing.', token.start, token.end);
        if (!this.recovery.isOn) {
          return { type: '', start: this.text.length, end: this.text.length, closed: true };
        }
      }
      token = this.tokens.at(token.end);
    }
    return token;
  }

  /** The object whose `{` is the current token; a key stands there when the brace is lost. */
  private object(indent = this.recovery.indentAt(this.token.start)): JsoncObject {
    const start = this.token.start;
    const open = this.enter('{', indent);
    const properties: JsoncProperty[] = [];
    const items: Listed[] = [];
    let closed = false;
    while (this.token.type !== '') {
      const { type } = this.token;
      const last = items.at(-1);
      if (type === '}' || type === ']') {
        const belongs = this.recovery.whereCloses(this.token);
        if (belongs === 'nowhere') {
          if (type === ']' && this.recovery.lostBracket(properties.at(-1)?.value)) {
            this.continueAsList(properties.at(-1), last);
          } else {
            this.skipStray();
          }
          continue;
        }
        closed = belongs === 'here';
        break;
      }
      if (type === ',') {
        this.comma(last, 'A property is missing before this comma.');
      } else if (type === '"' || this.recovery.unquotedKey(this.token)) {
        // The key that an object without a brace was opened for is its own, or reading would not go on.
        if (this.token.start !== start && this.recovery.keyBelongsOutside(this.token)) {
          break;
        }
        this.missingComma(last);
        const property = this.property(open);
        if (property) {
          properties.push(property);
          items.push({ range: property.range, comma: undefined });
        }
      } else if (type === '{' && this.recovery.isOn && this.recovery.open.at(-2)?.type === '[') {
        break;
      } else if (type === '{' && this.recovery.lostBracket(properties.at(-1)?.value)) {
        this.continueAsList(properties.at(-1), last);
      } else {
        this.problems.report('A key in double quotes is expected here.', this.token.start, this.token.end);
        this.skipValue();
      }
    }
    const list = this.leave(start, closed, items, '}');
    return { type: 'object', range: list.range, properties, list };
  }

  /** The array whose `[` is the current token. */
  private array(): JsoncArray {
    const start = this.token.start;
    this.enter('[', this.recovery.indentAt(start));
    return this.items(start, [], []);
  }

  /** The items of an array up to its end, behind those that were read already. */
  private items(start: number, values: JsoncNode[], items: Listed[]): JsoncArray {
    const open = this.recovery.open.at(-1);
    let closed = false;
    while (this.token.type !== '' && open) {
      const { type } = this.token;
      const last = items.at(-1);
      if (type === '}' || type === ']') {
        const belongs = this.recovery.whereCloses(this.token);
        if (belongs === 'nowhere') {
          this.skipStray();
          continue;
        }
        closed = belongs === 'here';
        break;
      }
      if (type === ',') {
        this.comma(last, 'A value is missing before this comma.');
        continue;
      }
      const isKey = this.recovery.isKey(this.token);
      if (isKey && this.recovery.keyBelongsOutside(this.token)) {
        break;
      }
      this.missingComma(last);
      if (isKey) {
        this.problems.report('“{” is missing before this key.', this.token.start, this.token.end);
      }
      const value = isKey ? this.object() : this.value();
      values.push(value);
      items.push({ range: value.range, comma: undefined });
    }
    const list = this.leave(start, closed, items, ']');
    return { type: 'array', range: list.range, items: values, list };
  }

  private enter(type: '{' | '[', indent: number): OpenBracket {
    const open = this.recovery.enter(type, this.token.start, indent);
    if (this.token.type === type) {
      this.advance();
    }
    return open;
  }

  private leave(start: number, closed: boolean, items: Listed[], closing: string): SeparatedList {
    const comments = this.recovery.open.pop()?.comments ?? [];
    const last = items.at(-1);
    const lastEnd = last ? (last.comma === undefined ? last.range.end : last.comma + 1) : start + 1;
    const end = closed ? this.token.end : lastEnd;
    if (closed) {
      this.advance();
    } else {
      this.problems.report(`“${closing}” is missing here.`, end - 1, end);
    }
    return { range: { start, end }, closed, items, comments };
  }

  private property(open: OpenBracket): JsoncProperty | undefined {
    const key = this.token;
    if (this.recovery.beginsLine(key.start)) {
      open.keyIndent ??= this.recovery.indentAt(key.start);
    }
    const repaired = this.recovery.unquotedKey(this.token);
    const { value: name, contentRange } = repaired ? this.skipUnquotedKey(repaired) : this.scalar();
    const value = this.token.type === ':' ? this.assignedValue(key) : this.valueWithoutColon(key);
    const isWhole = repaired !== undefined || (key.type === '"' && key.closed);
    return isWhole ? { key: String(name), keyRange: contentRange, value, range: spanning(key, value) } : undefined;
  }

  private skipUnquotedKey(contentRange: TextRange): { value: string; contentRange: TextRange } {
    this.problems.report('This key needs double quotes.', contentRange.start, contentRange.end);
    this.token = this.scan(this.text.indexOf(':', contentRange.end));
    return { value: this.text.slice(contentRange.start, contentRange.end), contentRange };
  }

  /** The value behind the colon, which is the current token. */
  private assignedValue(key: JsoncToken): JsoncNode {
    const colon = this.token;
    this.advance();
    if (this.recovery.lostBrace(key, this.token)) {
      this.problems.report('“{” is missing here.', colon.start, colon.end);
      return this.object(this.recovery.indentAt(key.start));
    }
    if (this.recovery.nextLineGoesOn(key, this.token) || ',}]:'.includes(this.token.type)) {
      this.problems.report('A value is missing behind “:”.', colon.start, colon.end);
      return missing(colon.end);
    }
    return this.value();
  }

  private valueWithoutColon(key: JsoncToken): JsoncNode {
    this.problems.report('“:” and a value are missing behind this key.', key.start, key.end);
    if (this.recovery.lostBrace(key, this.token)) {
      return this.object(this.recovery.indentAt(key.start));
    }
    const { type, start } = this.token;
    const goesOn = this.recovery.beginsLine(start)
      ? (type === '{' || type === '[') && !this.recovery.nextLineGoesOn(key, this.token)
      : !',}]'.includes(type);
    return goesOn ? this.value() : missing(key.end);
  }

  private value(): JsoncNode {
    const { type, start, end } = this.token;
    if (type === '{' || type === '[') {
      if (this.recovery.open.length >= maximumDepth) {
        this.problems.report('Values are nested too deeply here.', start, end);
        this.skipValue();
        return missing(start);
      }
      return type === '{' ? this.object() : this.array();
    }
    if (type === ':') {
      this.problems.report('A value is expected here.', start, end);
      this.advance();
      return missing(start);
    }
    return this.scalar();
  }

  private scalar(): ScalarNode {
    const { token } = this;
    this.advance();
    return scalarOf(this.text, token, this.problems);
  }

  private comma(last: Listed | undefined, message: string): void {
    if (last && last.comma === undefined) {
      last.comma = this.token.start;
    } else {
      this.problems.report(message, this.token.start, this.token.end);
    }
    this.advance();
  }

  private missingComma(last: Listed | undefined): void {
    if (last && last.comma === undefined) {
      this.problems.report('A comma is missing behind this.', last.range.end - 1, last.range.end);
    }
  }

  /** After `"list":` lost its bracket, its items follow one by one; puts them together again. */
  private continueAsList(property: JsoncProperty | undefined, listed: Listed | undefined): void {
    if (!property || !listed) {
      return;
    }
    const first = property.value;
    const behindKey = property.keyRange.end + 1;
    const colon = /^\s*:/.exec(this.text.slice(behindKey, first.range.start))?.[0].length ?? 0;
    this.problems.report('“[” is missing here.', behindKey + Math.max(0, colon - 1), behindKey + colon);
    const { start } = property.range;
    this.recovery.enter('[', start, this.recovery.indentAt(start));
    property.value = this.items(first.range.start, [first], [{ range: first.range, comma: listed.comma }]);
    property.range = { start: property.range.start, end: property.value.range.end };
    listed.range = property.range;
    listed.comma = undefined;
  }

  private skipStray(): void {
    const { start, end } = this.token;
    this.problems.report(`“${this.text.slice(start, end)}” closes nothing here.`, start, end);
    this.advance();
  }

  /** Skips a token, or all between a pair of brackets. */
  private skipValue(): void {
    let depth = 0;
    do {
      depth += '{['.includes(this.token.type) ? 1 : '}]'.includes(this.token.type) ? -1 : 0;
      this.advance();
    } while (depth > 0 && this.token.type !== '');
  }
}

type Listed = { -readonly [K in keyof ListItem]: ListItem[K] };

function spanning(key: JsoncToken, value: JsoncNode): TextRange {
  return { start: key.start, end: Math.max(key.end, value.range.end) };
}
