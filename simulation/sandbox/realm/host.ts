// The only way out of the realm: strings to the process around it. Nothing else of that process is reachable here.

/** Answers `{"value": …}` or `{"error": { "name", "message" }}`. */
export type HostCall = (operation: string, argument: string) => string;
export type HostCallLater = (operation: string, argument: string, done: (ok: boolean, answer: string) => void) => void;

// Taken before the stage runs, which may replace them.
const { parse, stringify } = JSON;
const { keys } = Object;
const { isArray } = Array;

let call: HostCall;
let callLater: HostCallLater;
let waiting = 0;

/** Connects the realm to the process around it, once. */
export function connect(sync: HostCall, later: HostCallLater): void {
  call = sync;
  callLater = later;
}

/**
 * Asks the process around the realm; throws this realm's error of the same name. Bytes, one character each, go along
 * behind the argument, since JSON would swell them.
 */
export function ask<Value>(operation: string, argument: unknown, bytes?: string): Value {
  let answer: string;
  try {
    answer = call(operation, bytes === undefined ? jsonOf(argument) : `${jsonOf(argument)}\n${bytes}`);
  } catch {
    // A host error (out of stack) must not be seen in here.
    throw new RangeError('Maximum call stack size exceeded');
  }
  const { value, error } = parse(answer) as Answer<Value>;
  if (error) {
    throw errorOf(error);
  }
  return value as Value;
}

/** As `ask`, for what takes time. */
export function askLater<Value>(operation: string, argument: unknown): Promise<Value> {
  return new Promise((resolve, reject) => {
    waiting += 1;
    const done = (ok: boolean, answer: string) => {
      waiting -= 1;
      const { value, error } = parse(answer) as Answer<Value>;
      ok ? resolve(value as Value) : reject(errorOf(error ?? { name: 'Error', message: 'Unknown error' }));
    };
    try {
      callLater(operation, jsonOf(argument), done);
    } catch {
      waiting -= 1;
      reject(new RangeError('Maximum call stack size exceeded'));
    }
  });
}

/** Whether answers are still to come. */
export function isWaiting(): boolean {
  return waiting > 0;
}

/** Reports an event. */
export function report(event: { readonly type: string } & Readonly<Record<string, unknown>>): void {
  let text: string;
  try {
    text = jsonOf(event);
  } catch {
    return;
  }
  try {
    call('report', text);
  } catch {
    // Out of stack: the error that the stage sees says so.
  }
}

/** Plain data as JSON, whatever the stage has done to prototypes. */
export function jsonOf(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') {
    return `${value}`;
  }
  if (typeof value !== 'object' || value === null) {
    return stringify(value) ?? 'null';
  }
  let text = '';
  if (isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      text += `${text && ','}${jsonOf(value[index])}`;
    }
    return `[${text}]`;
  }
  for (const key of keys(value)) {
    const item: unknown = (value as Record<string, unknown>)[key];
    if (item !== undefined) {
      text += `${text && ','}${stringify(key)}:${jsonOf(item)}`;
    }
  }
  return `{${text}}`;
}

interface Answer<Value> {
  readonly value?: Value;
  readonly error?: { readonly name: string; readonly message: string };
}

const errorTypes: Readonly<Record<string, new (message: string) => Error>> = { TypeError, RangeError, SyntaxError };
let makeDomException: ((message: string, name: string) => Error) | undefined;

/** How errors are made whose name is none of JavaScript's own. */
export function useDomException(make: (message: string, name: string) => Error): void {
  makeDomException = make;
}

/** An error of this realm of a name. */
export function errorOf({ name, message }: { readonly name: string; readonly message: string }): Error {
  const type = errorTypes[name];
  if (type) {
    return new type(message);
  }
  return makeDomException && name !== 'Error' ? makeDomException(message, name) : new Error(message);
}
