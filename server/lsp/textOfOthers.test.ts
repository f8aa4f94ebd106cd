import { expect, it } from 'vitest';
import { LineIndex } from '../../core/text';
import { toDiagnostic } from '../convert';
import { toCodeAction } from './codeAction';
import { toCompletionList } from './completion';
import { toDocumentSymbol } from './documentSymbol';

const hostile = 'a\u001b[2J\u009b\u202e';
const shown = 'a\\u001b[2J\\u009b\\u202e';
const lines = new LineIndex('');
const range = { start: 0, end: 0 };

it('a diagnostic shows control characters, on the lines that it has', () => {
  const diagnostic = { range, severity: 'error', code: 1, source: 'ts', message: `${hostile}\n  ${hostile}` } as const;
  expect(toDiagnostic(lines, diagnostic).message).toBe(`${shown}\n  ${shown}`);
});

it('so do a quick fix, a symbol and what stands beside a completion', () => {
  const action = { title: hostile, kind: 'quickfix', files: [] } as const;
  expect(toCodeAction({ textOf: () => '' }, lines, action).title).toBe(shown);
  const symbol = { name: hostile, detail: hostile, kind: 'binding', range, nameRange: range, children: [] } as const;
  expect(toDocumentSymbol(lines, symbol)).toMatchObject({ name: shown, detail: shown });
  const item = { label: 'A', kind: 'binding', detail: hostile, description: hostile } as const;
  const list = toCompletionList(
    lines,
    '/a.js',
    { isIncomplete: false, range, items: [item] },
    { snippets: true, defaults: true },
  );
  expect(list.items[0]?.labelDetails).toEqual({ detail: ` ${shown}`, description: shown });
});
