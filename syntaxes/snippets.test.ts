import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { expect, test } from 'vitest';

const snippets: Record<string, { prefix: string[]; body: string[] }> = JSON.parse(
  readFileSync(join(import.meta.dirname, '../snippets/edgetag-stage.json'), 'utf8'),
);
const all = Object.entries(snippets);

test.each(all)('%s is legal JavaScript in a stage file, as it is inserted', (_name, { body }) => {
  const text = inserted(body.join('\n'));
  expect(() => new Script(`(async function (params) {\n${text}\n})`)).not.toThrow();
  expect(text).not.toMatch(/\$\{?\d/);
});

test('no two snippets have the same prefix', () => {
  const prefixes = all.flatMap(([, { prefix }]) => prefix);
  expect(prefixes.filter((prefix, index) => prefixes.indexOf(prefix) !== index)).toEqual([]);
});

/** What VS Code inserts: every placeholder with its default, every choice with its first. */
function inserted(body: string): string {
  return body
    .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
    .replace(/(?<!\\)\$\{\d+:((?:[^{}]|\{[^{}]*\})*)\}/g, '$1')
    .replace(/(?<!\\)\$\d/g, '')
    .replace(/\\\$/g, '$');
}
