import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeControls, escapeControlsInJson, escapeControlsInLines } from './controlCharacters';

describe('text for one line', () => {
  it.each([
    ['clears the screen', '\u001b[2J', '\\u001b[2J'],
    ['writes the clipboard', '\u001b]52;c;eA==\u0007', '\\u001b]52;c;eA==\\u0007'],
    ['C1 introduces a sequence', '\u009b31m', '\\u009b31m'],
    ['overwrites what stands there', 'ok\rno\b\u007f', 'ok\\u000dno\\u0008\\u007f'],
    ['begins another line', 'a\nb\tc\u2028d\u0085e', 'a\\u000ab\\u0009c\\u2028d\\u0085e'],
    ['reorders', 'admin\u202e\u2066 //\u2069\u200f\u061c', 'admin\\u202e\\u2066 //\\u2069\\u200f\\u061c'],
    ['hides', 'KV\u200b\ufeff\u3164\u{e0061}', 'KV\\u200b\\ufeff\\u3164\\udb40\\udc61'],
  ])('%s', (_, text, shown) => {
    expect(escapeControls(text)).toBe(shown);
  });

  it('leaves letters, accents and emoji as they are', () => {
    const text = 'Größe naïve\u0301 かな ❤️ 👩‍👩‍👧 نوشته‌ها ~!"$';
    expect(escapeControls(text)).toBe(text);
  });
});

it('text for several lines keeps its layout', () => {
  expect(escapeControlsInLines('a\r\n\tb\rc\n\u001b[0m')).toBe('a\n\tb\\u000dc\n\\u001b[0m');
});

it('JSON stays the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (value, text) => {
      const json = escapeControlsInJson(JSON.stringify([value, text], null, 2));
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify([value, text])));
      expect(json.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028\u202e]/u);
    }),
  );
});
