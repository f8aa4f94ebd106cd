import type { RealmEvent } from './command';

type Check = (value: unknown) => boolean;
type Shape = Readonly<Record<string, Check>>;

const isText: Check = (value) => typeof value === 'string';
const isFlag: Check = (value) => typeof value === 'boolean';
const isCount: Check = (value) => typeof value === 'number';
const isList: Check = Array.isArray;
const isAnything: Check = (value) => value !== undefined;
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isRecordOfText: Check = (value) => isObject(value) && Object.values(value).every(isText);
const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const shaped =
  (shape: Shape): Check =>
  (value) =>
    isObject(value) &&
    Object.keys(value).every((key) => Object.hasOwn(shape, key)) &&
    Object.entries(shape).every(([key, check]) => check(value[key]));

/** Anything, also nothing. */
const isMaybe: Check = () => true;
const isStatements = (): Check => listOf(shaped({ sql: isText, parameters: isList }));

/** What the realm of a stage may report: each type of event with its fields. Where it was and when is added outside. */
const shapes = {
  log: {
    level: oneOf('log', 'info', 'warn', 'error', 'debug'),
    source: oneOf('logger', 'console'),
    args: isList,
  },
  request: {
    url: isText,
    method: isText,
    headers: isRecordOfText,
    body: isAnything,
    sent: oneOf(false),
    via: oneOf('requestHandler', 'fetch', 'xhr', 'beacon', 'image', 'script', 'iframe', 'navigation'),
  },
  binding: {
    ...{ kind: isText, name: isText, op: isText, args: isList },
    simulated: oneOf('computed', 'captured', 'recorded', 'fixture'),
    ...{ sql: optional(isText), parameters: optional(isList), statements: optional(isStatements()) },
    ...{ executed: optional(isFlag), rows: optional(isCount), changes: optional(isCount) },
    ...{ error: optional(isText), note: optional(isText), result: isMaybe },
  },
  identity: {
    op: oneOf('userSave', 'userGet', 'providerSave', 'sendTag', 'sendEdgeData', 'getEdgeData'),
    args: isList,
  },
  state: { name: isText, entries: isList },
  return: {
    value: isMaybe,
    response: optional(shaped({ status: isCount, headers: isRecordOfText, body: isText })),
  },
  error: {
    phase: oneOf('run', 'timer', 'unhandledRejection'),
    ...{ name: isText, message: isText, cause: isMaybe },
  },
} satisfies Readonly<Record<string, Shape>>;

/** A type of event that a realm may report. */
export type RealmEventType = keyof typeof shapes;

/** Every type. */
export const realmEventTypes = Object.keys(shapes) as readonly RealmEventType[];

/**
 * Whether a value, parsed from JSON, is an event of one of these types with the fields of its type and no others: what
 * the process around a realm says itself (that a run begins, ends, was cut) cannot be said from inside of one.
 */
export function isRealmEvent(value: unknown, types: readonly string[] = realmEventTypes): value is RealmEvent {
  if (!isObject(value) || typeof value.type !== 'string' || !types.includes(value.type)) {
    return false;
  }
  const { type, stack, ...fields } = value;
  const shape = Object.hasOwn(shapes, type as string) ? shapes[type as RealmEventType] : undefined;
  return shape !== undefined && optional(isText)(stack) && shaped(shape)(fields);
}
