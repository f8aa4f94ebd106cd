import { describe, expect, test } from 'vitest';
import { parseManifest } from '../../../test/support/manifests';
import { fixture } from '../../../test/support/marks';
import { kindByWord } from '../../platform/kinds/kinds';
import { applyEdits } from '../../text';
import { addBinding } from './edits';

/** A manifest with another binding, or why it has none. */
function add(text: string, word: string, fields: Record<string, unknown>, environment: string | null = null): string {
  const document = parseManifest(text, /^\s*([{/]|$)/.test(text) ? 'jsonc' : 'toml');
  const kind = kindByWord(word);
  const result = kind ? addBinding(document, kind, fields, environment) : { refused: 'no such kind' };
  return 'edits' in result ? applyEdits(text, result.edits) : result.refused;
}

describe('a new list in TOML', () => {
  const manifest = fixture`
    kv_namespaces = [{ binding = "A" }]
    r2_buckets = [
        { binding = "B" },
    ]

    [env.staging]
    kv_namespaces = [ { binding = "A" } ]

    [env.production]
    kv_namespaces = [
    \t{ binding = "A" }
    ]
  `.replaceAll('\\t', '\t');

  test('is set as the last one beside it', () => {
    expect(add(manifest, 'd1', { binding: 'DB' })).toContain(fixture`
      r2_buckets = [
          { binding = "B" },
      ]
      d1_databases = [
          { binding = "DB" },
      ]
    `);
    expect(add(manifest, 'd1', { binding: 'DB' }, 'staging')).toContain('\nd1_databases = [ { binding = "DB" } ]\n');
    expect(add(manifest, 'd1', { binding: 'DB' }, 'production')).toContain(
      '\nd1_databases = [\n\t{ binding = "DB" }\n]\n',
    );
  });

  test('a block is set apart as most are, not as the first one below the keys of the manifest', () => {
    const blocks = fixture`
      name = "shop"
      [[kv_namespaces]]
      binding = "A"

      [vars]
      B = "1"
    `;
    expect(add(blocks, 'kv', { binding: 'C' })).toBe(fixture`
      name = "shop"
      [[kv_namespaces]]
      binding = "A"

      [[kv_namespaces]]
      binding = "C"

      [vars]
      B = "1"
    `);
    const tight = 'name = "shop"\n[[kv_namespaces]]\nbinding = "A"\n[vars]\nB = "1"\n';
    expect(add(tight, 'kv', { binding: 'C' })).toBe(
      tight.replace('[vars]', '[[kv_namespaces]]\nbinding = "C"\n[vars]'),
    );
  });
});

describe('a new list in JSON', () => {
  test('has its items on a line each where the others have', () => {
    const manifest = fixture`
      {
        "kv_namespaces": [
          { "binding": "A", "id": "1" }, // first
          { "binding": "B", "id": "2" } // second
        ],
        "queues": {
          "producers": []
        }
      }
    `;
    expect(add(manifest, 'd1', { binding: 'DB' })).toContain(
      fixture`
        "d1_databases": [
          { "binding": "DB" }
        ]
    `
        .replaceAll(/^/gm, '  ')
        .trim(),
    );
    expect(add(manifest, 'queue', { binding: 'Q' })).toContain('"producers": [\n      { "binding": "Q" }\n    ]');
  });

  test('is on one line where the last one is, and so is a table', () => {
    const manifest = fixture`
      {
        "ai": { "binding": "AI" },
        "kv_namespaces": [{ "binding": "A" }],
        "vars": {
          "B": "1"
        }
      }
    `;
    expect(add(manifest, 'd1', { binding: 'DB' })).toContain(
      '"kv_namespaces": [{ "binding": "A" }],\n  "d1_databases": [{ "binding": "DB" }],\n',
    );
    expect(add(manifest, 'browser', { binding: 'BROWSER' })).toContain('\n  "browser": { "binding": "BROWSER" },\n');
  });
});

test('environments go to the end of JSON', () => {
  const manifest = '{\n  "kv_namespaces": [{ "binding": "A" }],\n  "main": "a.js"\n}\n';
  expect(add(manifest, 'ai', { binding: 'AI' }, 'staging')).toBe(fixture`
    {
      "kv_namespaces": [{ "binding": "A" }],
      "main": "a.js",
      "env": {
        "staging": {
          "ai": {
            "binding": "AI"
          }
        }
      }
    }
  `);
});

describe('JSON that is not written yet', () => {
  const whole = '{\n  "kv_namespaces": [\n    {\n      "binding": "A"\n    }\n  ]\n}';

  test.each([
    ['', `${whole}\n`],
    ['\n', `\n${whole}\n`],
    ['\ufeff', `\ufeff${whole}\n`],
    ['// mine\n', `// mine\n${whole}\n`],
    ['// mine', `// mine\n${whole}`],
    ['/* mine */\r\n', `/* mine */\r\n${whole.replaceAll('\n', '\r\n')}\r\n`],
  ])('%j gets its braces', (text, expected) => {
    expect(add(text, 'kv', { binding: 'A' })).toBe(expected);
  });

  test('what is broken stays as it is', () => {
    expect(add('/* mine', 'kv', { binding: 'A' })).toBe('The manifest has syntax errors; correct them first.');
  });
});
