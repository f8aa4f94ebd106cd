import { tokenize } from '../../core/code/tokens';

/** The modules that a module imports or re-exports, as its code names them; `import('…')` of a plain text too. */
export function importsOf(code: string): string[] {
  const tokens = tokenize(code);
  const found = new Set<string>();
  let inStatement = false;
  for (const [index, { type, text }] of tokens.entries()) {
    const next = tokens[index + 1];
    const isImport = type === 'keyword' && text === 'import';
    if (isImport && next?.type === 'string') {
      found.add(next.text);
    } else if (isImport && next?.text === '(' && tokens[index + 2]?.type === 'string') {
      found.add(tokens[index + 2]?.text ?? '');
    } else if (isImport || (type === 'keyword' && text === 'export')) {
      inStatement = true;
    } else if (inStatement && text === 'from' && next?.type === 'string') {
      found.add(next.text);
      inStatement = false;
    }
  }
  return [...found];
}
