import { describe, expect, it } from 'vitest';
import { editorWith } from '../support/editor';
import { withMarks, withoutMarks } from '../support/marks';
import { snippetManifest as manifest, readSnippets } from '../support/snippets';

/*
 * What the checker must be silent about, and what it must not miss. Snippets stand in files by theme, in the folder of
 * their stage; `// ---- title` begins one. Misuses have `^^^ code` under what is wrong. Whoever changes what is reported
 * adds snippets first, and takes none away.
 */

/** Misuses that are not caught as they are marked, by title, and why. */
const notCaught: Readonly<Record<string, string>> = {
  'a limit in options that are named first': 'only a literal in the call is looked at',
  'a write that depends on something': 'only a call that is a statement of its own is looked at',
  'several writes, none awaited': 'only a call that is a statement of its own is looked at',
  'every item is changed': 'the payload is not followed into loops',
  'every item is changed in a callback': 'the payload is not followed into callbacks',
  'a part with a fallback': 'the payload is not followed through ||',
  'rows by another name': 'members of what a method resolves to are not vouched for',
  'a body where only the head was asked for': 'members of what a method resolves to are not vouched for',
  'names of keys': 'members of what a method resolves to are not vouched for',
  'values bound as a list': 'bind takes anything',
};

const ordinary = readSnippets('ordinary');
const misuses = readSnippets('misuses');

describe('ordinary code raises nothing', () => {
  it.each(ordinary)('$stage: $title', async ({ stage, marked }) => {
    expect(await underlined(stage, marked)).toBe(marked);
  });
});

describe('misuses are underlined', () => {
  it.each(misuses.filter(({ title }) => !(title in notCaught)))('$stage: $title', async ({ stage, marked }) => {
    expect(marked).not.toBe(withoutMarks(marked));
    expect(await underlined(stage, withoutMarks(marked))).toBe(marked);
  });

  it.each(misuses.filter(({ title }) => title in notCaught))('not yet: $title', async ({ stage, marked }) => {
    expect(await underlined(stage, withoutMarks(marked))).not.toBe(marked);
  });
});

it('there are enough snippets, each with a title of its own, and at least nine of ten misuses are caught', () => {
  expect(ordinary.length).toBeGreaterThanOrEqual(160);
  expect(misuses.length).toBeGreaterThanOrEqual(70);
  for (const snippets of [ordinary, misuses]) {
    expect(new Set(snippets.map(({ stage, title }) => `${stage}: ${title}`)).size).toBe(snippets.length);
  }
  expect(misuses.map(({ title }) => title)).toEqual(expect.arrayContaining(Object.keys(notCaught)));
  expect(Object.keys(notCaught).length / misuses.length).toBeLessThanOrEqual(0.1);
});

/** The text with `^^^ code` under everything that is reported; hints (unused, deprecated) are left out. */
async function underlined(stage: string, text: string): Promise<string> {
  const path = `playground/${stage}.js`;
  const editor = editorWith({ 'wrangler.toml': manifest, [path]: text });
  const found = (await editor.diagnostics(path)).filter(({ severity }) => severity !== 'hint');
  return withMarks(
    text,
    found.map(({ range, code }) => ({ range, label: code })),
  );
}
