import type { SimulationEvent } from '../events';
import { type Difference, differences } from './match';
import type { Expectations } from './scenario';

/** What came of one expectation. `path` leads to it below the step's `expect`. */
export interface Verdict {
  readonly path: readonly (string | number)[];
  readonly ok: boolean;
  /** One sentence. */
  readonly message: string;
  readonly expected?: unknown;
  readonly actual?: unknown;
}

type Of<Type extends SimulationEvent['type']> = Extract<SimulationEvent, { type: Type }>;

/** Compares what a step expects with the events of its run. */
export function judge(expect: Expectations, events: readonly SimulationEvent[]): Verdict[] {
  const of = <Type extends SimulationEvent['type']>(type: Type) =>
    events.filter((event): event is Of<Type> => event.type === type);
  const [returned] = of('return');
  return [
    ...errorVerdict(expect.error, of('error')),
    ...(expect.requests ? requestVerdicts(expect.requests, of('request')) : []),
    ...(expect.bindings
      ? inOrder('bindings', 'call', expect.bindings, of('binding').map(callOf), withGivenArguments)
      : []),
    ...(expect.logs
      ? inOrder(
          'logs',
          'log',
          expect.logs,
          of('log').map(({ args }) => args.map(textOf).join(' ')),
        )
      : []),
    ...('return' in expect ? [compare(['return'], 'The return value', expect.return, returned?.value)] : []),
    ...('response' in expect ? [compare(['response'], 'The response', expect.response, returned?.response)] : []),
    ...(expect.state ? stateVerdicts(expect.state, of('state')) : []),
  ];
}

function errorVerdict(expected: string | undefined, errors: readonly Of<'error'>[]): Verdict[] {
  const messages = errors.map(({ name, message }) => `${name}: ${message}`);
  if (expected === undefined) {
    const [first] = messages;
    return first === undefined
      ? [{ path: ['error'], ok: true, message: 'There was no error.' }]
      : [{ path: ['error'], ok: false, message: `There was an error: ${first}`, expected: null, actual: first }];
  }
  const found = errors.some(({ message }, index) =>
    [message, messages[index]].some((text) => differences(expected, text).length === 0),
  );
  const message = found
    ? 'There was the error that was expected.'
    : errors.length > 0
      ? 'There was another error than expected.'
      : 'There was no error, and one was expected.';
  return [{ path: ['error'], ok: found, message, ...(!found && { expected, actual: messages[0] ?? null }) }];
}

function requestVerdicts(expected: readonly unknown[], requests: readonly Of<'request'>[]): Verdict[] {
  const actual = requests.map(({ url, method, headers, body, via }) => ({ method, url, headers, body, via }));
  if (actual.length !== expected.length) {
    const message = `${counted(expected.length, 'request')} expected, and there ${actual.length === 1 ? 'was' : 'were'} ${actual.length}.`;
    return [{ path: ['requests'], ok: false, message, expected, actual }];
  }
  if (expected.length === 0) {
    return [{ path: ['requests'], ok: true, message: 'There was no request.' }];
  }
  return expected.map((each, index) =>
    compare(['requests', index], `Request ${index + 1}`, lowerHeaders(each), lowerHeaders(actual[index])),
  );
}

/** Names of headers mean the same in any case. */
function lowerHeaders(request: unknown): unknown {
  const { headers } = (request ?? {}) as { headers?: unknown };
  if (typeof headers !== 'object' || headers === null) {
    return request;
  }
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return { ...(request as object), headers: lower };
}

/** What a call can be compared by. */
function callOf(event: Of<'binding'>) {
  const { kind, name, op, args, sql, parameters, statements, executed, rows, result, error } = event;
  const call = { kind, name, op, args, sql, parameters, statements, executed, rows, result, error };
  return Object.fromEntries(Object.entries(call).filter(([, value]) => value !== undefined));
}

/** A call with as many arguments as are expected: options at the end need not be written out. */
function withGivenArguments(expected: unknown, call: unknown): unknown {
  const wanted = (expected as { args?: unknown } | null)?.args;
  const { args } = call as { args?: unknown };
  return Array.isArray(wanted) && Array.isArray(args)
    ? { ...(call as object), args: args.slice(0, wanted.length) }
    : call;
}

/** Each expected item must be among the actual ones, after the one before. */
function inOrder(
  key: string,
  noun: string,
  expected: readonly unknown[],
  actual: readonly unknown[],
  comparable: (expected: unknown, actual: unknown) => unknown = (_expected, candidate) => candidate,
): Verdict[] {
  let next = 0;
  return expected.map((each, index) => {
    const path = [key, index];
    const off = actual.map((candidate) => differences(each, comparable(each, candidate)).length);
    const found = off.findIndex((count, position) => position >= next && count === 0);
    if (found >= 0) {
      next = found + 1;
      return { path, ok: true, message: `${noun === 'log' ? 'Log' : 'Call'} ${index + 1} was as expected.` };
    }
    const message = off.includes(0)
      ? `The ${noun} ${index + 1} came before one that is expected earlier.`
      : `No ${noun} was like ${noun} ${index + 1}${actual.length === 0 ? `: there was no ${noun} at all` : ''}.`;
    // The nearest tells most.
    return { path, ok: false, message, expected: each, actual: actual[off.indexOf(Math.min(...off))] ?? null };
  });
}

function stateVerdicts(expected: Readonly<Record<string, unknown>>, states: readonly Of<'state'>[]): Verdict[] {
  return Object.entries(expected).map(([name, entries]) => {
    const held = states.find((state) => state.name === name)?.entries ?? [];
    const actual = Object.fromEntries(held.map(({ key, value }) => [key, value]));
    return compare(['state', name], `What ${name} holds`, entries, actual);
  });
}

function compare(path: readonly (string | number)[], what: string, expected: unknown, actual: unknown): Verdict {
  const found = differences(expected, actual);
  if (found.length === 0) {
    return { path, ok: true, message: `${what} was as expected.` };
  }
  return { path, ok: false, message: `${what} differs: ${found.map(sentence).join('; ')}.`, expected, actual };
}

/** A difference in words. */
export function sentence({ path, expected, actual }: Difference): string {
  const where = path.length === 0 ? '' : `${path.join('.')} `;
  return `${where}should be ${short(expected)}, not ${short(actual)}`;
}

function short(value: unknown): string {
  const text = value === undefined ? 'absent' : (JSON.stringify(value) ?? `${value}`);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function counted(count: number, noun: string): string {
  return `${count === 0 ? 'no' : count} ${noun}${count === 1 ? '' : 's'} ${count === 1 ? 'was' : 'were'}`;
}
