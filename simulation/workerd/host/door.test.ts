import { expect, test } from 'vitest';
import { isOfOwner } from './door';

const secret = 'ab'.repeat(32);
const url = 'http://127.0.0.1:4000/';
const right = { 'infra-secret': secret, 'content-type': 'application/json', host: '127.0.0.1:4000' };

/** A request that nothing has read; Node's own class keeps headers of a browser from being set. */
const request = (method: string, headers: Readonly<Record<string, string>>, at = url): Request =>
  ({ method, url: at, headers: new Headers(headers) }) as Request;

test('the process that knows the secret is let in', () => {
  expect(isOfOwner(request('POST', right), secret)).toBe(true);
});

test.each([
  ['no secret', { ...right, 'infra-secret': '' }],
  ['another secret', { ...right, 'infra-secret': `${'ab'.repeat(31)}ac` }],
  ['a part of the secret', { ...right, 'infra-secret': secret.slice(1) }],
  ['more than the secret', { ...right, 'infra-secret': `${secret}a` }],
  ['a name for a host', { ...right, host: 'localhost:4000' }],
  ['a name that was bound to this machine', { ...right, host: '127.0.0.1.evil.example:4000' }],
  ['no host', { 'infra-secret': secret, 'content-type': 'application/json' }],
  ['text that a page may send unasked', { ...right, 'content-type': 'text/plain' }],
  ['a page', { ...right, origin: 'https://evil.example' }],
  ['a page without an origin', { ...right, origin: 'null' }],
  ['a browser', { ...right, 'sec-fetch-site': 'same-origin' }],
  ['a WebSocket', { ...right, upgrade: 'websocket' }],
])('%s is kept out', (_name, headers) => {
  expect(isOfOwner(request('POST', headers), secret)).toBe(false);
});

test.each(['GET', 'HEAD', 'PUT', 'OPTIONS', 'DELETE'])('%s is kept out', (method) => {
  expect(isOfOwner(request(method, right), secret)).toBe(false);
});

test('another path is kept out', () => {
  expect(isOfOwner(request('POST', right, `${url}cdn-cgi/handler/scheduled`), secret)).toBe(false);
});

test.each([undefined, '', 'short'])('without a secret (%s) the door stays shut', (none) => {
  expect(isOfOwner(request('POST', { ...right, 'infra-secret': `${none ?? ''}` }), none)).toBe(false);
});
