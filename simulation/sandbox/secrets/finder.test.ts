import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Redaction } from '../redaction';
import { SecretFinder } from './finder';

const secret = 's3cr3t-Value/+42="ü" <x> & \'y\'\\z';
const masked = (text: string) => new Redaction([secret, 'plain-token', 'abcd']).text(text);

const utf8 = (text: string) => Buffer.from(text);
const base64 = (text: string) => utf8(text).toString('base64');
const base64url = (text: string) => utf8(text).toString('base64url');
const hex = (text: string) => utf8(text).toString('hex');
const json = (text: string) => JSON.stringify(text).slice(1, -1);
const everyByte = (text: string) => [...utf8(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const everyUnit = (text: string, of: (code: number) => string) =>
  [...text].map((unit) => of(unit.codePointAt(0) ?? 0)).join('');
const form = (text: string) => new URLSearchParams({ '': text }).toString().slice(1);
const html = (text: string) =>
  text.replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c] ?? c);
const hexCode = (code: number) => code.toString(16).padStart(4, '0');

/** Ways of writing a text of the Basic Multilingual Plane. */
const ways: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  Base64: base64,
  'Base64, a byte off': (text) => base64(`:${text}`),
  'Base64, two bytes off': (text) => base64(`u:${text};`),
  Base64url: base64url,
  'Base64url, a byte off': (text) => base64url(`:${text}?`),
  'Base64 in lines': (text) => base64(`${'x'.repeat(50)}${text}`).replace(/.{60}/g, '$&\r\n'),
  'Base64 of Base64': (text) => base64(`k=${base64(`:${text}`)}`),
  'Base64 of Latin-1': (text) => btoa(`:${text}`),
  'Base64 of UTF-16': (text) => Buffer.from(text, 'utf16le').toString('base64'),
  hex: hex,
  'hex in upper case, half a byte off': (text) => `a${hex(text).toUpperCase()}`,
  'hex with colons': (text) => hex(text).replace(/..(?=.)/g, '$&:'),
  'hex as code': (text) => hex(text).replace(/../g, '0x$&, '),
  'a list of bytes': (text) => [...utf8(text)].join(','),
  'JSON of a Buffer': (text) => JSON.stringify(utf8(text), null, 2),
  encodeURIComponent: encodeURIComponent,
  'encodeURIComponent in lower case': (text) => encodeURIComponent(text).replace(/%../g, (each) => each.toLowerCase()),
  encodeURI: encodeURI,
  'a form': form,
  'each byte escaped for a URL': everyByte,
  'escaped for a URL twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'escape()': (text) => everyUnit(text, (code) => (code < 256 ? `%${hexCode(code).slice(2)}` : `%u${hexCode(code)}`)),
  HTML: html,
  'HTML twice': (text) => html(html(text)),
  'HTML, decimal': (text) => everyUnit(text, (code) => `&#${code};`),
  'HTML, hexadecimal': (text) => everyUnit(text, (code) => `&#X${code.toString(16)};`),
  JSON: json,
  'JSON in JSON in JSON': (text) => json(json(json(text))),
  'JSON in JSON, six deep': (text) => json(json(json(json(json(json(text)))))),
  'JSON with slashes escaped': (text) => json(text).replaceAll('/', '\\/'),
  'JSON, each unit escaped': (text) => everyUnit(text, (code) => `\\u${hexCode(code).toUpperCase()}`),
  'JSON, each unit escaped, in JSON': (text) => json(everyUnit(text, (code) => `\\u${hexCode(code)}`)),
  JavaScript: (text) =>
    everyUnit(text, (code) => (code < 256 ? `\\x${hexCode(code).slice(2)}` : `\\u{${hexCode(code)}}`)),
  'JSON in a query': (text) => encodeURIComponent(json(text)),
  'a query in JSON': (text) => json(encodeURIComponent(text)),
  'Base64 of JSON': (text) => base64(JSON.stringify({ user: 'u', key: text })),
  'Base64 in a query': (text) => encodeURIComponent(base64(text)),
  'hex of Base64': (text) => hex(base64(text)),
  SQL: (text) => text.replaceAll("'", "''"),
};

describe('a secret is found', () => {
  test.each(Object.entries(ways))('as %s', (_, write) => {
    for (const [before, after] of [
      ['', ''],
      ['Basic ', ' ok'],
      ['{"a":"', '"}'],
      ['https://a.example/?k=', '&b=1'],
    ]) {
      const shown = masked(`${before}${write(secret)}${after}`);
      expect(shown).toContain('[REDACTED]');
      expect(leak(shown, secret)).toBe('');
    }
  });

  test('in another case, as hosts and headers have it', () => {
    expect(masked('https://PLAIN-token.example/')).toBe('https://[REDACTED].example/');
    expect(masked('ABCD')).toBe('ABCD');
    expect(new Redaction(['Größe-Élan-9']).text('GRÖSSE-ÉLAN-9, größe-élan-9')).toBe('[REDACTED], [REDACTED]');
  });

  test('in SQL and CSV, which double quotes', () => {
    const redaction = new Redaction([`o'clock-"token"-x`]);
    expect(redaction.text(`VALUES ('o''clock-"token"-x', 1)`)).toBe("VALUES ('[REDACTED]', 1)");
    expect(redaction.text(`a,"o'clock-""token""-x",b`)).toBe('a,"[REDACTED]",b');
  });

  test('that could be taken for words in Base64', () => {
    const key = Buffer.from('plainwords', 'base64').toString('latin1').slice(0, 6);
    expect(new Redaction([key]).text(`key: ${btoa(key)}`)).toBe('key: [REDACTED]');
  });

  test('with nothing else around it masked', () => {
    expect(masked('a plain-token, and abcd, and plain-token')).toBe('a [REDACTED], and [REDACTED], and [REDACTED]');
    expect(masked(`user=${base64('user:plain-token')}`)).toBe('user=dXNlcj[REDACTED]==');
  });

  test.each([
    'plain text, and no secret',
    'https://a.example/%',
    '\\',
    '&#',
    '%u',
    '&#x;',
    '\\u{',
    'cGxhaW4',
    '70:6c:61',
  ])('not in %j', (text) => {
    expect(masked(text)).toBe(text);
  });

  test.each(Object.entries(ways))('in part where its text was cut, as %s', (_, write) => {
    const cut = write(secret);
    for (const length of [12, 25, 40].filter((each) => each < cut.length)) {
      expect(leak(masked(`x ${cut.slice(0, length)}…`), secret)).toBe('');
      expect(leak(new Redaction([secret]).text(`x ${cut.slice(0, length)}`, true), secret)).toBe('');
    }
  });
});

test('any secret is found in any mixture of ways to write it', () => {
  const unit = fc.constantFrom(...'abcXYZ019 /+=-_"\'\\<>&%#\n\tüß€漢');
  const secrets = fc.array(unit, { minLength: 8, maxLength: 24 }).map((units) => units.join(''));
  // A digit beside a number, or the start of an escape before a character, would make another of it.
  const around = fc.array(fc.constantFrom(...'xyzXYZ :;,.{}()!?'), { maxLength: 9 }).map((units) => units.join(''));
  const names = Object.keys(ways).filter((name) => !/Latin|UTF-16|SQL/.test(name));
  const steps = fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 2 });
  fc.assert(
    fc.property(secrets, around, around, steps, (value, before, after, chain) => {
      const text = chain.reduce((written, name) => `${before}${ways[name]?.(written)}${after}`, value);
      expect(new SecretFinder([value]).find(text), `${chain} of ${JSON.stringify(value)}: ${text}`).not.toEqual([]);
    }),
    { numRuns: 400, seed: 20_260_501 },
  );
});

test('text takes time by its length only, whatever is in it', () => {
  const finder = new SecretFinder([
    'a'.repeat(40),
    ...Array.from({ length: 50 }, (_, index) => `${index}-some-secret`),
  ]);
  for (const piece of ['\\', 'A', '%25', '6b', '115,', '&amp;', 'a']) {
    const began = performance.now();
    finder.find(piece.repeat(100_000));
    expect(performance.now() - began).toBeLessThan(5_000);
  }
});

/** Six characters of a secret, one after the other, that a masked text still has in some way of writing. */
function leak(shown: string, value: string): string {
  const parts = Array.from({ length: value.length - 5 }, (_, index) => value.slice(index, index + 6));
  return parts.find((part) => new SecretFinder([part]).find(shown).length > 0) ?? '';
}
