import { findScopes, lookUp, type Scopes } from '../code/scopes';
import { TokenList } from '../code/tokenList';
import { type Token, tokenize } from '../code/tokens';
import { formAround } from './inText';
import { type Mention, occurrencesOf } from './mention';

/** What has to be known of a text of JavaScript or TypeScript. */
export interface CodeHabits {
  readonly isTypeScript: boolean;
  /** Text between tags is no code: the lexer reads it as code, and what it says of it is not relied on. */
  readonly hasJsx: boolean;
}

/**
 * Finds where a name stands in code as a property, a key, a string or a global. Names that code declares itself are none
 * of these: local variables, classes, types, imports and exports; and comments are left out. Never fails, on half-typed
 * text neither.
 */
export function mentionsInCode(text: string, name: string, habits: CodeHabits): readonly Mention[] {
  const offsets = occurrencesOf(text, name);
  if (offsets.length === 0) {
    return [];
  }
  const code = new Code(text, name, habits);
  return offsets.flatMap((start) => code.mentionAt(start) ?? []);
}

class Code {
  private readonly list: TokenList;
  private readonly tokens: readonly Token[];
  /** For each token, the index of the innermost bracket that is open there; -1 for none. */
  private readonly openers: readonly number[];
  private foundScopes: Scopes | undefined;
  private foundAmbient: boolean | undefined;

  constructor(
    private readonly text: string,
    private readonly name: string,
    private readonly habits: CodeHabits,
  ) {
    this.tokens = tokenize(text);
    this.list = new TokenList(this.tokens);
    this.openers = openersOf(this.tokens);
  }

  mentionAt(start: number): Mention | undefined {
    const range = { start, end: start + this.name.length };
    const index = this.tokenAt(start);
    const token = this.tokens[index];
    if (!token || token.start > start) {
      return this.isComment(index, start) ? undefined : this.byText(start);
    }
    if (token.start === start && token.end === range.end) {
      return this.named(index, range);
    }
    if (token.type === 'string' && token.text === this.name && token.start === start - 1) {
      return this.isNoBinding(index) ? undefined : { range, form: 'string', ...this.envMember(index) };
    }
    return this.byText(start);
  }

  /** Within a string, a template or what the lexer took for one. */
  private byText(start: number): Mention | undefined {
    const range = { start, end: start + this.name.length };
    const form = formAround(this.text, range.start, range.end);
    return form && { range, form };
  }

  /** An identifier, or a keyword of that name. */
  private named(index: number, range: Mention['range']): Mention | undefined {
    const { list } = this;
    if (list.isDot(index - 1)) {
      const isApart = this.tokens[index - 1]?.end !== range.start;
      // `<p>A sentence. AI is next</p>`, and `import('./chat').Chat` is a class.
      const isNoProperty = (isApart && this.habits.hasJsx) || this.isOfImport(index - 2);
      return isNoProperty ? undefined : { range, form: 'property' };
    }
    const key = this.keyForm(index);
    if (key) {
      return { range, form: 'key', ...key, ...this.envMember(index) };
    }
    return this.isGlobal(index) ? { range, form: 'global' } : undefined;
  }

  /** `{ CACHE: … }`, `{ CACHE }`, `CACHE?: …`, `get CACHE()`. */
  private keyForm(index: number): Pick<Mention, 'isShorthand'> | undefined {
    const { list, tokens } = this;
    const opener = this.openers[index] ?? -1;
    if (!list.is(opener, '{') || this.isModuleList(opener)) {
      return undefined;
    }
    const before = tokens[index - 1];
    if (before?.text === 'get' && list.is(index + 1, '(') && index - 2 >= opener) {
      return {};
    }
    const isFirst = index - 1 === opener || list.is(index - 1, ',');
    const isMember =
      isFirst || list.is(index - 1, ';') || modifiers.has(before?.text ?? '') || tokens[index]?.newLine === true;
    const mark = list.is(index + 1, '?') || list.is(index + 1, '!') ? index + 2 : index + 1;
    if (isMember && list.is(mark, ':')) {
      return {};
    }
    const isShorthand = list.is(index + 1, ',') || list.is(index + 1, '}') || list.is(index + 1, '=');
    return isFirst && isShorthand ? { isShorthand: true } : undefined;
  }

  /** The type of a member, where a type that is called `Env` or `Bindings` has it. */
  private envMember(index: number): Pick<Mention, 'envMemberType'> {
    const { list, tokens } = this;
    const opener = this.openers[index] ?? -1;
    const mark = list.is(index + 1, '?') ? index + 2 : index + 1;
    const type = tokens[mark + 1];
    if (!list.is(opener, '{') || !list.is(mark, ':') || type?.type !== 'identifier') {
      return {};
    }
    const header = tokens.slice(Math.max(0, opener - 8), opener).map((token) => token.text);
    const owner = /(?:\binterface (\S+)(?: extends .*)?|\btype (\S+) =|\b(Bindings|env)(?: \?)? :)$/.exec(
      header.join(' '),
    );
    const isEnv = /(env|environment|bindings)$/i.test(owner?.slice(1).find((each) => each !== undefined) ?? '');
    return isEnv ? { envMemberType: type.text } : {};
  }

  /** `import { … }` and `export { … }`. */
  private isModuleList(opener: number): boolean {
    const { list, tokens } = this;
    const start = tokens[opener - 1]?.text === 'type' ? opener - 1 : opener;
    return (
      list.is(start - 1, 'import') ||
      list.is(start - 1, 'export') ||
      (list.is(start - 1, ',') && list.is(start - 3, 'import'))
    );
  }

  /** `import('./chat').` and `typeof import('./chat').`, by the index of what stands before the dot. */
  private isOfImport(close: number): boolean {
    return this.list.is(close, ')') && this.list.is((this.openers[close] ?? -1) - 1, 'import');
  }

  /** A string that names a module, or a class. */
  private isNoBinding(index: number): boolean {
    const { list, tokens } = this;
    const before = tokens[index - 1]?.text;
    const isModule =
      list.is(index - 1, 'import') ||
      before === 'from' ||
      (list.is(index - 1, '(') && (list.is(index - 2, 'import') || tokens[index - 2]?.text === 'require'));
    const key = tokens[index - 2]?.text ?? '';
    return isModule || (list.is(index - 1, ':') && classKeys.has(key));
  }

  /** A name that nothing in the file declares, where a value can stand: the older service worker format has such. */
  private isGlobal(index: number): boolean {
    const { list, tokens, habits } = this;
    const before = tokens[index - 1]?.text ?? '';
    const after = tokens[index + 1]?.text ?? '';
    if (habits.hasJsx || (habits.isTypeScript && !this.isAmbient && this.canBeType(before, after))) {
      return false;
    }
    if (this.isAmbient && declarators.has(before)) {
      return true;
    }
    const isLabel = list.is(index + 1, ':') && !list.is(index - 1, '?') && !list.is(index - 1, 'case');
    const isInModuleList = this.isModuleList(this.openers[index] ?? -1);
    return !isLabel && !isInModuleList && !this.isDeclared(index);
  }

  private canBeType(before: string, after: string): boolean {
    return typeBefore.has(before) || typeAfter.has(after) || (after === '=' && before !== ';');
  }

  private isDeclared(index: number): boolean {
    const { scopes, tokens } = this;
    const declaration = lookUp(scopes.scopeOf[index], this.name);
    const isLocal = declaration && !(this.isAmbient && declaration.initializer === undefined && !declaration.parameter);
    const isType = () =>
      tokens.some(({ text }, each) => text === this.name && typeKeywords.has(tokens[each - 1]?.text ?? ''));
    return isLocal === true || scopes.declaring[index] === 1 || isType();
  }

  /** `declare const CACHE: KVNamespace`, and the same in `declare global { … }`: the name is a global. */
  private get isAmbient(): boolean {
    this.foundAmbient ??= this.tokens.some(
      ({ text }, index) =>
        text === this.name &&
        declarators.has(this.tokens[index - 1]?.text ?? '') &&
        (this.tokens[index - 2]?.text === 'declare' || this.tokens[(this.openers[index] ?? -1) - 1]?.text === 'global'),
    );
    return this.foundAmbient;
  }

  private get scopes(): Scopes {
    this.foundScopes ??= findScopes(this.list, this.text.length, this.habits.isTypeScript);
    return this.foundScopes;
  }

  /** Text between tags may hold what looks like the beginning of a comment: `<a>https://…</a>`. */
  private isComment(next: number, start: number): boolean {
    const gap = this.tokens[next - 1]?.end ?? 0;
    return !this.habits.hasJsx || !this.text.slice(gap - 1, start).includes('://');
  }

  /** The index of the first token that ends behind an offset: the one there, or the next. */
  private tokenAt(offset: number): number {
    let low = 0;
    let high = this.tokens.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.tokens[middle]?.end ?? 0) > offset) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}

const modifiers = new Set(['readonly', 'private', 'public', 'protected', 'declare', 'static', 'override']);
const declarators = new Set(['const', 'let', 'var']);
const typeKeywords = new Set(['interface', 'type', 'enum', 'namespace']);
const typeBefore = new Set(':,<,|,&,extends,implements,as,satisfies,keyof,is,new,interface,type,enum'.split(','));
const typeAfter = new Set(['<', '>', '|', '&', '{', '=>']);
const classKeys = new Set(['class_name', 'className']);

function openersOf(tokens: readonly Token[]): readonly number[] {
  const open: number[] = [];
  return tokens.map((token, index) => {
    if (token.type !== 'punctuator') {
      return open.at(-1) ?? -1;
    }
    if (token.text === ')' || token.text === ']' || token.text === '}') {
      // A closing bracket has its own partner.
      return open.pop() ?? -1;
    }
    const opener = open.at(-1) ?? -1;
    if (token.text === '(' || token.text === '[' || token.text === '{') {
      open.push(index);
    }
    return opener;
  });
}
