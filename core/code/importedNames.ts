import type { TokenList } from './tokenList';

/** A name that an `import` declares. */
export interface ImportedName {
  /** What it is called here. */
  readonly name: string;
  readonly module: string;
  /** What the module calls it. */
  readonly originalName: string;
  /** The index of the token that declares it. */
  readonly index: number;
}

/** The names of `import a, { b as c } from 'module'`, from the index of its keyword. */
export function importedNames(list: TokenList, keyword: number): readonly ImportedName[] {
  const { tokens } = list;
  if (list.isDot(keyword + 1) || list.is(keyword + 1, '(')) {
    // `import.meta` and `import(…)` are expressions.
    return [];
  }
  const from = tokens.findIndex(
    (token, index) => index > keyword && (token.text === 'from' || token.type === 'string'),
  );
  const module = tokens[from]?.type === 'string' ? tokens[from] : tokens[from + 1];
  if (from < 0 || module?.type !== 'string') {
    return [];
  }
  const found: ImportedName[] = [];
  for (let index = keyword + 1; index < from; index++) {
    const token = tokens[index];
    if (token?.type === 'identifier' && tokens[index + 1]?.text !== 'as') {
      const originalName = tokens[index - 1]?.text === 'as' ? (tokens[index - 2]?.text ?? '') : token.text;
      found.push({ name: token.text, module: module.text, originalName, index });
    }
  }
  return found;
}
