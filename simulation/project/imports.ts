import { type Token, tokenize } from '../../core/code/tokens';

/** A module that code asks for by a plain text. */
export interface Import {
  /** As it stands between the quotes. */
  readonly specifier: string;
  readonly kind: 'static' | 'dynamic' | 'require';
  /** UTF-16 offsets of the text, quotes included. */
  readonly start: number;
  readonly end: number;
  /** Where `with { type: 'json' }` stands, offsets too. */
  readonly attributes?: { readonly start: number; readonly end: number };
}

/** How code is a module, and what it asks for. */
export interface ModuleSyntax {
  /** `undefined` where nothing tells. */
  readonly format: 'module' | 'commonjs' | undefined;
  readonly imports: readonly Import[];
  /** Where `process.env.NODE_ENV` stands, which bundlers replace. */
  readonly nodeEnv: readonly { readonly start: number; readonly end: number }[];
}

/** Reads what a module imports, re-exports and requires, from its code. */
export function moduleSyntax(code: string): ModuleSyntax {
  const tokens = tokenize(code);
  const imports: Import[] = [];
  const nodeEnv: { start: number; end: number }[] = [];
  let isModule = false;
  let isCommonJs = false;
  let inStatement = false;
  for (const [index, token] of tokens.entries()) {
    const { type, text } = token;
    const [next, second] = [tokens[index + 1], tokens[index + 2]];
    if (tokens[index - 1]?.text === '.' || tokens[index - 1]?.text === '?.') {
      continue;
    }
    const isImport = type === 'keyword' && text === 'import';
    if (isImport && next?.type === 'string') {
      imports.push(importAt(tokens, index + 1, 'static'));
      isModule = true;
    } else if (isImport && next?.text === '(') {
      if (second?.type === 'string') {
        imports.push(importAt(tokens, index + 2, 'dynamic'));
      }
    } else if (isImport ? beginsImport(next) : type === 'keyword' && text === 'export' && beginsExport(next)) {
      inStatement = true;
      isModule = true;
    } else if (inStatement && text === 'from' && next?.type === 'string') {
      imports.push(importAt(tokens, index + 1, 'static'));
      inStatement = false;
    } else if (
      text === 'require' &&
      next?.text === '(' &&
      second?.type === 'string' &&
      tokens[index + 3]?.text === ')'
    ) {
      imports.push(importAt(tokens, index + 2, 'require'));
      isCommonJs = true;
    } else if (type === 'identifier' && (text === 'module' ? next?.text === '.' : text === 'exports')) {
      isCommonJs = true;
    } else if (text === 'process' && next?.text === '.' && second?.text === 'env') {
      const name = tokens[index + 4];
      if (tokens[index + 3]?.text === '.' && name?.text === 'NODE_ENV') {
        nodeEnv.push({ start: token.start, end: name.end });
      }
    }
  }
  return { format: isModule ? 'module' : isCommonJs ? 'commonjs' : undefined, imports, nodeEnv };
}

/** Code in which each import that has another name by now is written with that; the lengths of lines change. */
export function withImports(code: string, names: (specifier: string) => string | undefined): string {
  let result = '';
  let position = 0;
  for (const { specifier, start, end, kind } of moduleSyntax(code).imports) {
    const name = kind === 'require' ? undefined : names(specifier);
    if (name !== undefined) {
      result += code.slice(position, start) + JSON.stringify(name);
      position = end;
    }
  }
  return result + code.slice(position);
}

function importAt(tokens: readonly Token[], index: number, kind: Import['kind']): Import {
  const { text, start, end } = tokens[index] as Token;
  const attributes = kind === 'static' ? attributesAfter(tokens, index) : undefined;
  return { specifier: text, kind, start, end, ...(attributes && { attributes }) };
}

function attributesAfter(tokens: readonly Token[], index: number): Import['attributes'] {
  const word = tokens[index + 1];
  const isWord = word && (word.text === 'with' || (word.text === 'assert' && !word.newLine));
  if (!isWord || tokens[index + 2]?.text !== '{') {
    return undefined;
  }
  const close = tokens.slice(index + 3).find(({ text, type }) => text === '}' && type === 'punctuator');
  return close && { start: word.start, end: close.end };
}

function beginsImport(next: Token | undefined): boolean {
  return (
    next !== undefined && (next.type === 'identifier' || ['{', '*', '.'].includes(next.text) || isContextual(next))
  );
}

function beginsExport(next: Token | undefined): boolean {
  return next !== undefined && (['{', '*', '@'].includes(next.text) || next.type === 'keyword' || isContextual(next));
}

/** A keyword that can be a name: `import async from …`. */
function isContextual({ type, text }: Token): boolean {
  return type === 'keyword' && /^(async|of|let|static|await|yield)$/.test(text);
}
