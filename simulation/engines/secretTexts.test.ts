import { expect, test } from 'vitest';
import { secretTexts } from './secretTexts';

test.each<[what: string, secret: string, texts: string[]]>([
  ['a word', 'token', ['token']],
  ['a text with space around it', ' token\n', [' token\n', 'token']],
  [
    'a key of several lines',
    '-----BEGIN KEY-----\nMIIEvQIBADAN\nQpXv\n-----END KEY-----\n',
    ['-----BEGIN KEY-----', 'MIIEvQIBADAN', 'MIIEvQIBADANQpXv', '-----END KEY-----'],
  ],
  ['a key whose line breaks are escaped', 'first-line\\nsecond-line', ['first-line', 'second-line']],
  ['JSON', '{ "user": "admin", "pin": 4821, "list": ["one-time"] }', ['admin', '4821', 'one-time']],
  [
    'JSON in JSON',
    JSON.stringify({ inner: JSON.stringify({ key: 'deep-value' }) }),
    ['{"key":"deep-value"}', 'deep-value'],
  ],
  ['Base64 of JSON', Buffer.from('{"private_key":"deep-value"}').toString('base64'), ['deep-value']],
  ['a URL with a password', 'postgres://me:p%40ss-word@db.example/x', ['p%40ss-word', 'p@ss-word']],
])('%s has its texts in it', (_, secret, texts) => {
  expect(secretTexts(secret)).toEqual(expect.arrayContaining([secret, ...texts]));
});

test('keys of JSON, short lines and short numbers are no secrets', () => {
  expect(secretTexts('{"client_email":1}')).toEqual(['{"client_email":1}']);
  expect(secretTexts('ab\ncd')).toEqual(['ab\ncd']);
});
