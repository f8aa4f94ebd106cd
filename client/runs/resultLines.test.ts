import { expect, test } from 'vitest';
import type { EngineEvent, SimulationEvent } from '../../simulation/events';
import { type ResultLine, resultLines, resultText } from './resultLines';

const at = { file: 'playground/edge/tag.js', line: 4, character: 2 };
const t = 0;

const lines = (...events: EngineEvent[]): ResultLine[] =>
  resultLines(events.map((event, index) => ({ v: 1, run: 'r', seq: index + 1, ...event }) as SimulationEvent));
/** A result as the diff shows it. */
const shown = (...events: EngineEvent[]) => resultText(lines(...events)).trimEnd();

const call = { type: 'binding', t, kind: 'kv_namespaces', name: 'CACHE', simulated: 'computed', at } as const;

test('a call on a binding, with its answer, and its place', () => {
  const event: EngineEvent = { ...call, op: 'get', args: ['cart'], result: null };
  expect(shown(event)).toBe('CACHE.get  ("cart")  → null');
  expect(lines(event)).toMatchObject([{ at, kind: 'kv_namespaces' }]);
});

test('wide arguments stand below the call, each value once', () => {
  const value = { name: 'Maya', address: { street: 'Alder Street', city: 'Seattle', country: 'US' } };
  expect(shown({ ...call, op: 'put', args: ['cart', value, { expirationTtl: 60 }] })).toBe(`\
CACHE.put
    argument 1  "cart"
    argument 2
        name  "Maya"
        address  { street: "Alder Street", city: "Seattle", country: "US" }
    argument 3  { expirationTtl: 60 }`);
});

test('statements of a database, and whether they were executed', () => {
  const batch = { type: 'binding', t, kind: 'd1_databases', name: 'DB', op: 'batch', args: [] } as const;
  const statements = [1, 2].map((id) => ({ sql: 'INSERT INTO a\n  VALUES (?)', parameters: [id] }));
  expect(shown({ ...batch, sql: '', statements, executed: false })).toBe(`\
DB.batch  not executed
    INSERT INTO a VALUES (?)  with 1
    INSERT INTO a VALUES (?)  with 2`);
  expect(shown({ ...batch, op: 'all', sql: 'SELECT 1', executed: true, rows: 1 })).toBe(`\
DB.all  executed, 1 row
    SELECT 1`);
});

test('a request, its headers and its body by fields', () => {
  const body = JSON.stringify({ event: 'order', items: [1, 2, 3], subscriber: 'a'.repeat(40) });
  const headers = { Authorization: '[REDACTED]' };
  expect(shown({ type: 'request', t, method: 'POST', url: 'https://a.example', headers, body, sent: false })).toBe(`\
POST https://a.example  captured, not sent
    Authorization  [REDACTED]
    body
        event  "order"
        items  [1, 2, 3]
        subscriber  "${'a'.repeat(40)}"`);
});

test('what is left in a store, without what there is not', () => {
  const entries = [{ key: 'cart', value: 'tea', expiration: 1_767_600_000, metadata: { $: 'undefined' } }];
  expect(shown({ type: 'state', t, name: 'CACHE', entries })).toBe(`\
Left in CACHE  1 entry
    cart  "tea"
        expires  2026-01-05T08:00:00.000Z`);
});

test('what came back', () => {
  expect(shown({ type: 'return', t, value: { $: 'undefined' } })).toBe('Returned nothing');
  expect(shown({ type: 'return', t, value: { skipEvent: true } })).toBe('Returned  { skipEvent: true }');
  expect(shown({ type: 'return', t, response: { status: 200, headers: { a: 'b' }, body: 'one\ntwo' } })).toBe(`\
Returned a Response  200
    a  b
    body  one
        two`);
});

test('an error, its cause and where it came from', () => {
  const frames = [
    { ...at, function: 'inner' },
    { ...at, line: 9, function: null },
  ];
  const event: EngineEvent = {
    type: 'error',
    t,
    phase: 'timer',
    name: 'TypeError',
    message: 'no',
    cause: 1,
    frames,
    at,
  };
  expect(shown(event)).toBe(`\
TypeError: no  in a timer
    caused by  1
    at the stage`);
  expect(lines(event)).toMatchObject([{ at, severity: 'error', children: [{}, { at: { line: 9 } }] }]);
});

test('logs, and nothing for events that a later version may have', () => {
  expect(shown({ type: 'log', t, level: 'warn', args: ['a', { b: 1 }] }, { type: 'later', t } as never)).toBe(
    'a { b: 1 }',
  );
});
