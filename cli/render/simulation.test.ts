import { describe, expect, test } from 'vitest';
import type { EngineEvent, SimulationEvent } from '../../simulation/events';
import type { RenderOptions } from './rendering';
import { renderEvent } from './simulation';

/** An event of a run, rendered without colours. */
function rendered(event: EngineEvent, options: Partial<RenderOptions> = {}): string {
  return renderEvent({ v: 1, run: 'r', seq: 1, ...event } as SimulationEvent, { color: false, root: '', ...options });
}

const file = 'playground/edge/tag.js';
const at = { file, line: 11, character: 4 };
const t = 0;

describe('the start of a run', () => {
  test('names stage, event and engine', () => {
    expect(rendered({ type: 'run.start', t, stage: 'edge/tag', file, engine: 'memory', event: 'Purchase' })).toBe(
      '▶ edge/tag  Purchase  memory engine',
    );
  });

  test('names the request of an API handler, and what the sandbox lacks', () => {
    const request = { method: 'POST', url: 'https://shop.example/subscribe' };
    const missingLayers = ['permission model'];
    const start = { type: 'run.start', t, stage: 'apis/cdn/subscribe', file, engine: 'memory', event: 'x' } as const;
    expect(rendered({ ...start, request, missingLayers })).toBe(
      [
        '▶ apis/cdn/subscribe  POST https://shop.example/subscribe  memory engine',
        '  The sandbox of this Node lacks: permission model.',
      ].join('\n'),
    );
  });
});

describe('a request', () => {
  test('shows its headers and its body laid out', () => {
    const event: EngineEvent = {
      type: 'request',
      t,
      url: 'https://api.example/v1',
      method: 'POST',
      headers: { Authorization: '[REDACTED]' },
      body: '{"order":{"id":1}}',
      sent: false,
      at,
    };
    expect(rendered(event)).toBe(`\
  POST    https://api.example/v1  playground/edge/tag.js:12:5
          Authorization: [REDACTED]
          {
            "order": {
              "id": 1
            }
          }
          captured, not sent; answered with {}`);
  });
});

describe('a call on a binding', () => {
  test('is written as in the code, with its answer', () => {
    const call = { type: 'binding', t, kind: 'kv_namespaces', name: 'CACHE', simulated: 'computed', at } as const;
    expect(rendered({ ...call, op: 'put', args: ['k', 'v', { expirationTtl: 60 }] })).toBe(
      '  KV      CACHE.put("k", "v", { expirationTtl: 60 })  playground/edge/tag.js:12:5',
    );
    expect(rendered({ ...call, op: 'get', args: ['k'], result: null })).toBe(
      '  KV      CACHE.get("k") → null  playground/edge/tag.js:12:5',
    );
    expect(rendered({ ...call, op: 'put', args: [''], error: 'Key name cannot be empty.' })).toBe(
      '  KV      CACHE.put("")  playground/edge/tag.js:12:5\n          Key name cannot be empty.',
    );
  });

  test('shows SQL with its parameters', () => {
    const sql = '\n    SELECT *\n      FROM orders\n    WHERE id = ?\n  ';
    const call = { type: 'binding', t, kind: 'd1_databases', name: 'DB', op: 'first', args: [] } as const;
    expect(rendered({ ...call, sql, parameters: ['a', 1, null], executed: false, at })).toBe(`\
  SQL     DB.first  playground/edge/tag.js:12:5
          SELECT *
            FROM orders
          WHERE id = ?
          with "a", 1, null
          captured, not executed`);
  });

  test('shows a batch statement by statement', () => {
    const statements = [
      { sql: 'INSERT INTO t VALUES (?)', parameters: [1] },
      { sql: 'INSERT INTO t VALUES (?)', parameters: [2] },
      { sql: 'DELETE FROM u', parameters: [] },
    ];
    const call = { type: 'binding', t, kind: 'd1_databases', name: 'DB', op: 'batch', args: [] } as const;
    expect(rendered({ ...call, sql: '…', statements, executed: false })).toBe(`\
  SQL     DB.batch
          INSERT INTO t VALUES (?)
          with 1
          with 2
          DELETE FROM u
          captured, not executed`);
  });

  test('says honestly how far it was simulated', () => {
    const call = { type: 'binding', t, name: 'X', op: 'run', args: [{ a: [1] }] } as const;
    expect(rendered({ ...call, kind: 'ai', simulated: 'recorded' })).toBe(`\
  AI      X.run({ a: [1] })
          only recorded: this kind of binding is not simulated, and answers nothing`);
    expect(rendered({ ...call, kind: 'queues.producers', simulated: 'captured' })).toContain(
      'captured, delivered to nobody',
    );
  });
});

test('a log shows strings as they are and values as code', () => {
  const args = [
    'Order',
    { id: 1, 'line-items': ['a'], none: { $: 'undefined' } },
    { $: 'map', entries: [['k', { $: 'date', value: '2026-01-05T00:00:00.000Z' }]] },
    { $: 'error', name: 'TypeError', message: 'no' },
    { $: 'bytes', length: 3 },
    { $: 'class', name: 'Point', value: { x: { $: 'number', value: 'NaN' } } },
    { $: 'promise' },
    { $: 'object', value: { $: 'own' } },
  ];
  expect(rendered({ type: 'log', t, level: 'log', args, at })).toBe(
    '  LOG     Order { id: 1, "line-items": ["a"], none: undefined } Map { "k" → 2026-01-05T00:00:00.000Z } ' +
      'TypeError: no [3 bytes] Point { x: NaN } [Promise: is an await missing?] { $: "own" }  playground/edge/tag.js:12:5',
  );
});

test('identity is written as in the code', () => {
  expect(rendered({ type: 'identity', t, op: 'userSave', args: ['u1', { city: 'Oslo' }], at })).toBe(
    '  ID      userSave("u1", { city: "Oslo" })  playground/edge/tag.js:12:5',
  );
});

describe('what a stage returns', () => {
  test('is a value', () => {
    expect(rendered({ type: 'return', t, value: { skipEvent: true } })).toBe('  RETURN  { skipEvent: true }');
    expect(rendered({ type: 'return', t, value: { $: 'undefined' } })).toBe('  RETURN  nothing');
  });

  test('takes lines when it is wide', () => {
    const value = { first: 'x'.repeat(60), second: ['y'.repeat(60)] };
    expect(rendered({ type: 'return', t, value })).toBe(`\
  RETURN  {
            first: "${'x'.repeat(60)}",
            second: [
              "${'y'.repeat(60)}"
            ]
          }`);
  });

  test('is a Response', () => {
    const response = { status: 201, headers: { 'content-type': 'application/json' }, body: '{"ok":true}' };
    expect(rendered({ type: 'return', t, response })).toBe(`\
  RETURN  Response 201
          content-type: application/json
          {
            "ok": true
          }`);
  });
});

describe('an error', () => {
  const error = { type: 'error', t, phase: 'run', name: 'TypeError', message: 'x is not a function' } as const;

  test('begins with its place, for the problem matcher', () => {
    const frames = [
      { ...at, function: 'total' },
      { file, line: 20, character: 0, function: null },
    ];
    const text = rendered({ ...error, at, frames });
    expect(text).toBe(`\
playground/edge/tag.js:12:5 - error TypeError: x is not a function
    at the stage (playground/edge/tag.js:21:1)`);
    expect(/^(.+?):(\d+):(\d+) - (error) (.+)$/m.exec(text)?.slice(1)).toEqual([
      file,
      '12',
      '5',
      'error',
      'TypeError: x is not a function',
    ]);
  });

  test('is where it is read: below the root', () => {
    expect(rendered({ ...error, at, frames: [] }, { root: 'shops/tea' })).toBe(
      'shops/tea/playground/edge/tag.js:12:5 - error TypeError: x is not a function',
    );
  });

  test('says what kind it is, and its cause', () => {
    const cause = { $: 'error', name: 'RangeError', message: 'inner' };
    expect(rendered({ ...error, phase: 'unhandledRejection', message: 'one\ntwo', frames: [], at, cause })).toBe(`\
playground/edge/tag.js:12:5 - error TypeError: one (nobody handled this rejection)
    two
    caused by RangeError: inner`);
  });

  test('without a place belongs to the file, where that is known', () => {
    const timeout = { ...error, phase: 'timeout', name: 'TimeoutError', message: 'still running', frames: [] } as const;
    expect(rendered(timeout)).toBe('error TimeoutError: still running');
    expect(rendered(timeout, { file })).toBe('playground/edge/tag.js:1:1 - error TimeoutError: still running');
  });
});

test('the end says how it went', () => {
  const end = { type: 'run.end', t, durationMs: 41.7, rssMb: 52 } as const;
  expect(rendered({ ...end, ok: true })).toBe('✓ Done in 42 ms, 52 MB');
  expect(rendered({ ...end, ok: false, rssMb: 0 })).toBe('✗ Failed after 42 ms');
  expect(rendered({ ...end, ok: false, cancelled: true })).toBe('■ Cancelled after 42 ms, 52 MB');
});

test('a run that reports too much says so', () => {
  expect(rendered({ type: 'truncated', t, limit: '5000 events' })).toBe(
    '  …       Stopped after 5000 events: this run reports too much.',
  );
});

test('colours are there only when asked for', () => {
  const event = { type: 'log', t, level: 'error', args: ['no'], at } as const;
  expect(rendered(event)).not.toContain('\u001b');
  expect(rendered(event, { color: true })).toContain('\u001b[31mno\u001b[39m');
});
