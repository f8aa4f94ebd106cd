import type { TokenList } from './tokenList';

/** A name that a target declares, and the properties that lead to its value; `[]` and `...` for what has no one name. */
export interface DeclaredName {
  readonly name: string;
  readonly path: readonly string[];
}

/** A token of a pattern by its index, and the properties that lead there. */
export interface PatternPart {
  readonly index: number;
  readonly path: readonly string[];
}

/** The target of a declaration: a name or a destructuring pattern. */
export interface Target {
  readonly names: readonly DeclaredName[];
  /** The keys of object patterns. */
  readonly keys: readonly PatternPart[];
  /** The opening braces of object patterns. */
  readonly braces: readonly PatternPart[];
  /** The index after it; the index that it was asked for at where there is no target. */
  readonly next: number;
}

/**
 * Reads the target of a declaration at an index. Sets 1 in `declaring` for each token that declares a name or is a key of a
 * pattern.
 */
export function readTarget(list: TokenList, start: number, declaring: Uint8Array): Target {
  const { tokens } = list;
  const names: DeclaredName[] = [];
  const keys: PatternPart[] = [];
  const braces: PatternPart[] = [];
  return { names, keys, braces, next: read(start, []) };

  function read(index: number, path: readonly string[]): number {
    const token = tokens[index];
    if (token?.type === 'identifier') {
      declaring[index] = 1;
      names.push({ name: token.text, path });
      return index + 1;
    }
    if (list.is(index, '[')) {
      return readArray(index, path);
    }
    return list.is(index, '{') ? readObject(index, path) : index;
  }

  function readArray(index: number, path: readonly string[]): number {
    const end = list.closeOf(index);
    for (let i = index + 1; i < end; i++) {
      const element = tokens[i];
      if (element?.type === 'identifier' && !list.is(i - 1, '=') && !list.is(i - 1, '.')) {
        declaring[i] = 1;
        names.push({ name: element.text, path: [...path, '[]'] });
      }
    }
    return end + 1;
  }

  function readObject(index: number, path: readonly string[]): number {
    braces.push({ index, path });
    const end = list.closeOf(index);
    let i = index + 1;
    while (i < end) {
      const next = readProperty(i, path);
      if (next === i) {
        i++;
        continue;
      }
      i = next;
      // What is left up to the comma is a default value.
      while (i < end && !list.is(i, ',')) {
        i = list.skip(i);
      }
      i++;
    }
    return end + 1;
  }

  function readProperty(index: number, path: readonly string[]): number {
    const key = tokens[index];
    if (list.is(index, '...')) {
      return read(index + 1, [...path, '...']);
    }
    if (list.is(index, '[')) {
      const literal = tokens[index + 1];
      const isLiteral = literal?.type === 'string' && list.closeOf(index) === index + 2;
      const inner = [...path, isLiteral ? literal.text : '[]'];
      if (isLiteral) {
        keys.push({ index: index + 1, path: inner });
      }
      return read(list.closeOf(index) + 2, inner);
    }
    if (!key || (key.type !== 'identifier' && key.type !== 'keyword' && key.type !== 'string')) {
      return index;
    }
    const inner = [...path, key.text];
    keys.push({ index, path: inner });
    declaring[index] = 1;
    if (list.is(index + 1, ':')) {
      return read(index + 2, inner);
    }
    names.push({ name: key.text, path: inner });
    return index + 1;
  }
}
