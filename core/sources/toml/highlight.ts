import type { Highlight } from '../source';
import type { TomlDocument, TomlKey, TomlNode } from './syntax';

/** The colours of a TOML text, in its order; none spans a line break. For editors that have no TOML of their own. */
export function highlightToml({ text, blocks }: TomlDocument): readonly Highlight[] {
  const found: Highlight[] = [];
  const addKey = (key: readonly TomlKey[], type: Highlight['type']) => {
    found.push(...key.map(({ range }) => ({ range, type })));
  };
  const addValue = (node: TomlNode): void => {
    if (node.type === 'array') {
      node.items.forEach(addValue);
    } else if (node.type === 'object') {
      for (const { key, value } of node.pairs) {
        addKey(key, 'property');
        addValue(value);
      }
    } else if (node.range.end > node.range.start) {
      found.push({ range: node.range, type: scalarTypes[node.type] ?? 'string' });
    }
  };
  for (const { header, expressions } of blocks) {
    addKey(header?.key ?? [], 'namespace');
    for (const expression of expressions) {
      if (expression.type === 'keyValue') {
        addKey(expression.key, 'property');
        addValue(expression.value);
      }
    }
  }
  const ordered = found.sort((a, b) => a.range.start - b.range.start);
  return withComments(text, ordered).flatMap((each) => splitLines(text, each));
}

const scalarTypes: Readonly<Record<string, Highlight['type']>> = {
  number: 'number',
  date: 'number',
  boolean: 'keyword',
  null: 'keyword',
};

/** Whatever begins with `#` outside of a string goes to the end of its line. */
function withComments(text: string, found: readonly Highlight[]): readonly Highlight[] {
  const result: Highlight[] = [];
  let position = 0;
  const addUpTo = (end: number) => {
    let at = text.indexOf('#', position);
    while (at >= 0 && at < end) {
      const lineEnd = /\r?\n|$/.exec(text.slice(at))?.index ?? 0;
      result.push({ range: { start: at, end: at + lineEnd }, type: 'comment' });
      position = at + lineEnd;
      at = text.indexOf('#', position);
    }
  };
  for (const each of found) {
    addUpTo(each.range.start);
    result.push(each);
    position = Math.max(position, each.range.end);
  }
  addUpTo(text.length);
  return result;
}

/** A semantic token stands on one line. */
function splitLines(text: string, { range, type }: Highlight): readonly Highlight[] {
  let start = range.start;
  return text
    .slice(range.start, range.end)
    .split('\n')
    .map((line) => {
      const here = { start, end: start + line.trimEnd().length };
      start += line.length + 1;
      return { range: here, type };
    })
    .filter((each) => each.range.end > each.range.start);
}
