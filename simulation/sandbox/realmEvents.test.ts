import { expect, test } from 'vitest';
import { isRealmEvent } from './realmEvents';

const log = { type: 'log', level: 'log', source: 'console', args: [] };
const request = {
  type: 'request',
  url: 'u',
  method: 'GET',
  headers: { a: 'b' },
  body: null,
  sent: false,
  via: 'fetch',
};
const binding = { type: 'binding', kind: 'k', name: 'n', op: 'get', args: [], simulated: 'computed' };
const error = { type: 'error', phase: 'run', name: 'Error', message: 'm' };

test.each<object>([
  log,
  { ...log, stack: 'Error\n    at a.js:1:1' },
  request,
  binding,
  { ...binding, sql: 's', parameters: [1], statements: [{ sql: 's', parameters: [] }], executed: true, rows: 1 },
  { type: 'identity', op: 'userSave', args: [] },
  { type: 'return', value: null },
  { type: 'return', response: { status: 200, headers: {}, body: '' } },
  error,
  { ...error, cause: { $: 'error' } },
])('a realm may say %j', (event) => {
  expect(isRealmEvent(event)).toBe(true);
});

test.each<unknown>([
  ...['ready', 'begun', 'done', 'refused', 'printed', 'truncated', 'run.start', 'run.end', 'toString'].map((type) => ({
    ...{ type, ok: true },
  })),
  { ...log, seq: 1 },
  { ...log, run: 'another' },
  { ...log, t: 0 },
  { ...log, at: { file: 'a', line: 0, character: 0 } },
  { ...log, level: 'fatal' },
  { ...log, args: 'text' },
  { ...log, stack: {} },
  { ...request, sent: true },
  { ...request, headers: { a: 1 } },
  { ...request, via: 'smoke' },
  { ...binding, simulated: 'real' },
  { ...binding, statements: ['s'] },
  { type: 'return', response: { status: '200', headers: {}, body: '' } },
  { ...error, phase: 'timeout' },
  { ...error, frames: [] },
  { ...error, install: { manager: 'npm' } },
  null,
  [],
  'log',
  [log],
  {},
])('a realm may not say %j', (event) => {
  expect(isRealmEvent(event)).toBe(false);
});

test('a source says only what it may', () => {
  expect(isRealmEvent(request, ['request'])).toBe(true);
  expect(isRealmEvent(log, ['request'])).toBe(false);
});
