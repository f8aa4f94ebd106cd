import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ManifestFormat } from '../../test/support/manifests';
import { parseManifest } from '../../test/support/manifests';
import { fixture, withMarks, withoutMarks } from '../../test/support/marks';
import { jsoncManifests, tomlManifests } from '../../test/support/randomManifests';
import { plainValue } from './plainValue';
import { defaultSources, namesOf, sourceOf } from './sources';

const read = (text: string, format: ManifestFormat) => plainValue(parseManifest(text, format).root);

/** Expects that exactly the marked problems are found. */
function expectProblems(marked: string, format: ManifestFormat): void {
  const text = withoutMarks(marked);
  const { problems } = parseManifest(text, format);
  const marks = problems.map(({ range, message }) => ({ range, label: message }));
  expect(withMarks(text, marks)).toBe(marked);
}

test('the source follows the name', () => {
  const formatOf = (name: string) => sourceOf(name, defaultSources)?.read('', []).document.format;
  expect(namesOf(defaultSources)).toEqual(['wrangler.json', 'wrangler.jsonc', 'wrangler.toml']);
  expect(namesOf(defaultSources).map(formatOf)).toEqual(['jsonc', 'jsonc', 'toml']);
  expect(formatOf('wrangler.staging.toml')).toBe('toml');
  expect(formatOf('wrangler-staging.json')).toBe('jsonc');
  expect(formatOf('wrangler.ts')).toBeUndefined();
  expect(formatOf('package.json')).toBeUndefined();
  expect(formatOf('toml')).toBeUndefined();
});

describe('TOML', () => {
  test('every type of value', () => {
    const manifest = fixture`
      text = "tab\t \u00e9 \"quoted\""
      literal = 'C:\path'
      lines = """
      one
      two \
         three"""
      numbers = [1_000, -1, 0xff, 1.5e3, inf, 9223372036854775807]
      flags = [true, false]
      dates = [1979-05-27, 07:32:00, 1979-05-27 07:32:00Z]
      table.inline = { a.b = 1, c = [] }
    `;
    expect(read(manifest, 'toml')).toEqual({
      text: 'tab\t é "quoted"',
      literal: 'C:\\path',
      lines: 'one\ntwo three',
      numbers: [1000, -1, 255, 1500, Infinity, 9223372036854775807n],
      flags: [true, false],
      dates: ['1979-05-27', '07:32:00', '1979-05-27 07:32:00Z'],
      table: { inline: { a: { b: 1 }, c: [] } },
    });
  });

  test('byte order mark, CRLF and no final newline change nothing', () => {
    expect(read('\ufeff[ai]\r\nbinding = "AI"', 'toml')).toEqual({ ai: { binding: 'AI' } });
  });

  test('problems stand under the text that is wrong, and what follows is read', () => {
    const marked = fixture`
      name = shop
             ^^^^ “shop” is not a value. Strings need quotes.
      main = "src/index.ts
             ^^^^^^^^^^^^^ This string is not closed.
      route =
            ^ A value is missing behind “=”.
      workers_dev
      ^^^^^^^^^^^ “=” and a value are missing behind this key.
      tags = ["a" "b",, ]
                ^ A comma is missing behind this value.
                      ^ A value is missing before this comma.
      limits = { cpu_ms = 1
                          ^ This inline table is not closed: “}” is missing.
      [[kv_namespaces
      ^^^^^^^^^^^^^^^ This header is not closed: “]]” is missing.
      binding = "A" # fine
      binding = "B"
      ^^^^^^^ “binding” is declared twice.
      [ai] x
           ^ Nothing may follow here on the same line.
      binding = "A\I"
                  ^^ A backslash begins no escape that TOML knows. Write “\\” for a backslash.
    `;
    expectProblems(marked, 'toml');
    expect(read(withoutMarks(marked), 'toml')).toMatchObject({
      tags: ['a', 'b'],
      kv_namespaces: [{ binding: 'A' }],
      ai: {},
    });
  });

  test('a list that is left open ends where something else begins', () => {
    const manifest = fixture`
      kv_namespaces = [
        { binding = "A" },
        { binding = "B",
        { binding = "C" }

      [[r2_buckets]]
      binding = "D"
    `;
    expect(read(manifest, 'toml')).toEqual({
      kv_namespaces: [{ binding: 'A' }, { binding: 'B' }, { binding: 'C' }],
      r2_buckets: [{ binding: 'D' }],
    });
  });

  test('a list whose bracket is not typed yet', () => {
    const manifest = fixture`
      kv_namespaces =
        { binding = "A" },
        { binding = "B" }
      ]
      name = "shop"
    `;
    expect(read(manifest, 'toml')).toEqual({ kv_namespaces: [{ binding: 'A' }, { binding: 'B' }], name: 'shop' });
  });

  test('what only newer Wranglers read is noted, not refused', () => {
    const { problems, newerSyntax } = parseManifest('ai = {\n  binding = "AI",\n}\n', 'toml');
    expect(problems).toEqual([]);
    expect(newerSyntax?.map(({ message }) => message)).toEqual([
      'Line breaks and trailing commas in an inline table need TOML 1.1, which Wrangler reads only in versions newer than 4.125.',
    ]);
  });

  test('the ranges of a block, an item and its name', () => {
    const text = '[[kv_namespaces]] # here\n  binding = "A" # name\n  id = "1" # id\n\n# next\n[ai]\nbinding = "AI"\n';
    const list = parseManifest(text, 'toml').root.properties[0]?.value;
    const block = list?.type === 'array' ? list.items[0] : undefined;
    expect(text.slice(block?.range.start, block?.range.end)).toBe(
      '[[kv_namespaces]] # here\n  binding = "A" # name\n  id = "1"',
    );
    const name = block?.type === 'object' ? block.properties[0] : undefined;
    expect(text.slice(name?.keyRange.start, name?.keyRange.end)).toBe('binding');
    expect(
      name?.value.type === 'string' && text.slice(name.value.contentRange.start, name.value.contentRange.end),
    ).toBe('A');
  });
});

describe('JSON', () => {
  test('comments, trailing commas and a byte order mark', () => {
    expect(read('\ufeff{ // one\n "a": [1, null, 1.5e3, true,], /* two */ "b": "\\u00e9\\n", }', 'jsonc')).toEqual({
      a: [1, null, 1500, true],
      b: 'é\n',
    });
  });

  test('of two equal keys the last counts', () => {
    expect(read('{"a":1,"a":2}', 'jsonc')).toEqual({ a: 2 });
  });

  test('problems stand under the text that is wrong, and what follows is read', () => {
    const marked = fixture`
      {
        "name": shop,
                ^^^^ “shop” is not a value. Strings need double quotes.
        "main": "src/index.ts,
                ^^^^^^^^^^^^^^ This string is not closed.
                             ^ A comma is missing behind this.
        "route": ,
               ^ A value is missing behind “:”.
        "tags": ["a" "b"],
                   ^ A comma is missing behind this.
        workers_dev: true,
        ^^^^^^^^^^^ This key needs double quotes.
        "ai": { "binding": "A\I" }
                             ^^ JSON has no such escape or character in a string.
      }
    `;
    expectProblems(marked, 'jsonc');
    expect(read(withoutMarks(marked), 'jsonc')).toMatchObject({ tags: ['a', 'b'], workers_dev: true });
  });

  test.each([
    ['a brace that is not closed', '"ai": { "binding": "AI" },\n', '"ai": { "binding": "AI" ,\n'],
    ['a brace that is not opened', '"ai": {\n', '"ai":\n'],
    ['a list that is not closed', '  ],\n  "vars"', '  \n  "vars"'],
    ['a list that is not opened', '"kv_namespaces": [\n', '"kv_namespaces":\n'],
    ['a brace too many', '{ "binding": "A" },', '{ "binding": "A" }},'],
    ['a key without quote', '"kv_namespaces": [', 'kv_namespaces": ['],
    ['a line that is gone', '    "a": "1",\n', '    "a\n'],
    ['a comment that is not closed', '"vars": {', '"vars": { /* all'],
  ])('%s: indentation tells what was meant', (_, whole, broken) => {
    const manifest = fixture`
      {
        "ai": { "binding": "AI" },
        "kv_namespaces": [
          { "binding": "A" },
          { "binding": "B" }
        ],
        "vars": {
          "a": "1",
          "b": "2"
        },
        "r2_buckets": [{ "binding": "C" }]
      }
    `.replace('"ai": { "binding": "AI" }', whole === '"ai": {\n' ? '"ai": {\n    "binding": "AI"\n  }' : '$&');
    expect(manifest).toContain(whole);
    const text = manifest.replace(whole, broken);
    expect(parseManifest(text, 'jsonc').problems).not.toEqual([]);
    expect(read(text, 'jsonc')).toMatchObject({
      ai: { binding: 'AI' },
      kv_namespaces: [{ binding: 'A' }, { binding: 'B' }],
      vars: { b: '2' },
      r2_buckets: [{ binding: 'C' }],
    });
  });
});

describe('whatever the text is, reading it never fails', () => {
  const formats: ManifestFormat[] = ['toml', 'jsonc'];
  const fragments = [
    '[',
    ']',
    '[[',
    ']]',
    '{',
    '}',
    '"',
    "'",
    '"""',
    "'''",
    '=',
    ',',
    '.',
    '#',
    '//',
    '/*',
    '*/',
    '\\',
  ];
  const more = [
    '\n',
    '\r\n',
    '\r',
    ' ',
    '\t',
    ':',
    'a',
    '1',
    '-',
    'true',
    'null',
    '\ufeff',
    '\0',
    'ü',
    '\ud800',
    'env',
  ];

  function expectReadable(text: string): void {
    for (const format of formats) {
      const { problems, root } = parseManifest(text, format);
      expect(() => plainValue(root)).not.toThrow();
      const misplaced = problems.filter(({ range: { start, end } }) => start < 0 || start > end || end > text.length);
      expect(misplaced).toEqual([]);
    }
  }

  test('random pieces', () => {
    const pieces = fc.array(fc.constantFrom(...fragments, ...more), { maxLength: 60 });
    fc.assert(
      fc.property(pieces, (each) => expectReadable(each.join(''))),
      { numRuns: 2000 },
    );
  });

  test('random lines, indented by chance', () => {
    const line = fc.tuple(
      fc.nat(4),
      fc.constantFrom(...fragments, ...more, '"a": [', '"b": {', '"c": 1', '{ "d": 1 },', '],'),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) =>
        expectReadable(lines.map(([indent, text]) => '  '.repeat(indent) + text).join('\n')),
      ),
      { numRuns: 2000 },
    );
  });

  test.each(['a = [1, \u00a0]', 'v\n{}\ufeff', 'a = { b = \u00a0 }', '{ "a": [\u00a0] }', 'a =\u00a01'])(
    'spaces that are none, as in %j',
    (text) => expectReadable(text),
  );

  test('a list whose keys are indented like those of an object further out', () =>
    expectReadable('      "version_metadata": {\n"workflows": [\n      "migrations": ['));

  test('manifests that are cut in two', () => {
    fc.assert(
      fc.property(fc.oneof(tomlManifests, jsoncManifests), fc.nat(), fc.nat(), ({ text }, a, b) => {
        expectReadable(text.slice(0, a % (text.length + 1)) + text.slice(b % (text.length + 1)));
      }),
      { numRuns: 500 },
    );
  });

  test.each(['[', '{', '{"a":', '[[', 'a=[', 'a.', '"', '"""\n', '/*', '\0', '}', '{a={', '\n "a":', '[\n', 'a = {\n'])(
    'a million characters of %j',
    (piece) => {
      expectReadable(piece.repeat(1_000_000 / piece.length));
    },
  );
});
