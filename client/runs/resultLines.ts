import { inline, jsonText, logText } from '../../simulation/describedText';
import type {
  BindingEvent,
  ErrorEvent,
  IdentityEvent,
  LogEvent,
  RequestEvent,
  ReturnEvent,
  SimulationEvent,
  SourcePlace,
  StateEvent,
} from '../../simulation/events';

/** A line of a run's result, as the *Results* view shows it and the diff of two runs compares it. */
export interface ResultLine {
  readonly label: string;
  readonly description?: string;
  /** A value on one line; where there are children, they have it in full. */
  readonly preview?: string;
  /** A codicon, and how serious it is. `binding` stands for the icon of the binding's kind. */
  readonly icon?: string;
  readonly severity?: 'error' | 'warning';
  /** The binding's kind, where the line is a call on one. */
  readonly kind?: string;
  /** The code that it comes from. */
  readonly at?: SourcePlace;
  readonly children?: readonly ResultLine[];
}

/** What a run did, in order, and how it ended. */
export function resultLines(events: readonly SimulationEvent[]): ResultLine[] {
  return events.flatMap((event) => line(event) ?? []);
}

/** A result as text, a line each, without the places in the code: those move when code around them changes. */
export function resultText(lines: readonly ResultLine[], indent = ''): string {
  return lines
    .map(({ label, description, preview, children = [] }) => {
      const text = [label, children.length > 0 ? undefined : preview, description].filter(Boolean).join('  ');
      return `${indent}${text}\n${resultText(children, `${indent}    `)}`;
    })
    .join('');
}

function line(event: SimulationEvent): ResultLine | undefined {
  switch (event.type) {
    case 'log':
      return logLine(event);
    case 'request':
      return requestLine(event);
    case 'binding':
      return bindingLine(event);
    case 'identity':
      return identityLine(event);
    case 'state':
      return stateLine(event);
    case 'return':
      return returnLine(event);
    case 'error':
      return errorLine(event);
    case 'truncated':
      return {
        label: `Stopped after ${event.limit}`,
        description: 'this run reports too much',
        icon: 'warning',
        severity: 'warning',
      };
    default:
      return undefined;
  }
}

function logLine({ level, args, at }: LogEvent): ResultLine {
  const [first = '', ...rest] = args.map(logText).join(' ').split('\n');
  return {
    label: first,
    icon: level === 'error' ? 'error' : level === 'warn' ? 'warning' : 'output',
    ...(level === 'error' && { severity: 'error' }),
    ...(level === 'warn' && { severity: 'warning' }),
    ...(at && { at }),
    ...withChildren(rest.map((label) => ({ label }))),
  };
}

function requestLine({ method, url, headers, body, at }: RequestEvent): ResultLine {
  return {
    label: `${method} ${url}`,
    description: 'captured, not sent',
    icon: 'arrow-up',
    ...(at && { at }),
    ...withChildren([...headerLines(headers), ...bodyLines(body)]),
  };
}

const notes: Readonly<Record<string, string>> = {
  captured: 'captured',
  recorded: 'only recorded',
  fixture: 'answered from a fixture',
};

function bindingLine(event: BindingEvent): ResultLine {
  const { name, op, args, sql, executed, rows, simulated, note, error, result, at, kind } = event;
  const isSql = sql !== undefined;
  const answer = result === undefined ? undefined : `→ ${inline(result)}`;
  const database = executed ? `executed${rows === undefined ? '' : `, ${counted(rows, 'row')}`}` : 'not executed';
  const how = executed !== undefined || isSql ? database : notes[simulated ?? ''];
  return {
    label: `${name}.${op}`,
    ...(isSql && args.length === 0 ? {} : { preview: `(${args.map(inline).join(', ')})` }),
    ...described([answer, how]),
    icon: 'binding',
    kind,
    ...(error !== undefined && { severity: 'error' }),
    ...(at && { at }),
    ...withChildren([
      ...statementLines(event),
      ...argumentLines(args),
      ...(result === undefined || !isWide(result) ? [] : [valueLine('result', result)]),
      ...(note === undefined ? [] : [{ label: note, icon: 'info' }]),
      ...(error === undefined ? [] : [{ label: error, icon: 'error', severity: 'error' as const }]),
    ]),
  };
}

function statementLines({ sql, parameters = [], statements }: BindingEvent): ResultLine[] {
  const all = statements ?? (sql === undefined ? [] : [{ sql, parameters }]);
  return all.map((statement) => ({
    label: statement.sql.replaceAll(/\s+/g, ' ').trim(),
    ...described([statement.parameters.length > 0 ? `with ${statement.parameters.map(inline).join(', ')}` : undefined]),
    icon: 'database',
  }));
}

function identityLine({ op, args, at }: IdentityEvent): ResultLine {
  const preview = `(${args.map(inline).join(', ')})`;
  return { label: op, preview, icon: 'person', ...(at && { at }), ...withChildren(argumentLines(args)) };
}

function stateLine({ name, entries }: StateEvent): ResultLine {
  return {
    label: `Left in ${name}`,
    description: counted(entries.length, 'entry', 'entries'),
    icon: 'archive',
    children: entries.map(({ key, value, expiration, metadata, httpMetadata, customMetadata }) => ({
      label: key,
      description: inline(value),
      ...withChildren([
        ...(typeof expiration === 'number'
          ? [{ label: 'expires', description: new Date(expiration * 1000).toISOString() }]
          : []),
        ...presentLines({ metadata, httpMetadata, customMetadata }),
      ]),
    })),
  };
}

function returnLine({ value, response }: ReturnEvent): ResultLine {
  if (response) {
    const { status, headers, body } = response;
    return {
      label: 'Returned a Response',
      description: `${status}`,
      icon: 'reply',
      ...(status >= 500 && { severity: 'warning' }),
      ...withChildren([...headerLines(headers), ...bodyLines(body)]),
    };
  }
  return isUndefined(value)
    ? { label: 'Returned nothing', icon: 'reply' }
    : { ...valueLine('Returned', value), icon: 'reply' };
}

const phases: Partial<Record<ErrorEvent['phase'], string>> = {
  timer: 'in a timer',
  unhandledRejection: 'nobody handled this rejection',
};

function errorLine({ name, message, phase, cause, frames, at }: ErrorEvent): ResultLine {
  const [first = '', ...rest] = message.split('\n');
  const [, ...callers] = frames;
  return {
    label: `${name}: ${first}`,
    ...described([phases[phase]]),
    icon: 'error',
    severity: 'error',
    ...(at && { at }),
    ...withChildren([
      ...rest.map((label) => ({ label })),
      ...(cause === undefined ? [] : [{ label: 'caused by', description: logText(cause) }]),
      ...callers.map(({ function: caller, ...frame }) => ({
        label: `at ${caller ?? 'the stage'}`,
        icon: 'debug-stackframe',
        at: frame,
      })),
    ]),
  };
}

function headerLines(headers: Readonly<Record<string, string>>): ResultLine[] {
  return Object.entries(headers).map(([label, description]) => ({ label, description, icon: 'symbol-key' }));
}

/** A body: the fields of one that is JSON, the lines of any other. */
function bodyLines(body: unknown): ResultLine[] {
  if (body === null || body === undefined || body === '') {
    return [];
  }
  const json = typeof body === 'string' ? jsonText(body) : undefined;
  if (json !== undefined) {
    const value: unknown = JSON.parse(json);
    return [{ ...valueLine('body', value), icon: 'json' }];
  }
  const text = typeof body === 'string' ? body : inline(body);
  const [first = '', ...rest] = text.split('\n');
  return [{ label: 'body', description: first, icon: 'file', ...withChildren(rest.map((label) => ({ label }))) }];
}

/** How many items of a list or an object are shown. */
const itemLimit = 100;

/** The fields of an object or the items of a list; none of anything else. */
function fieldLines(value: unknown): ResultLine[] {
  if (typeof value !== 'object' || value === null || '$' in value) {
    return [];
  }
  const all = Object.entries(value);
  const shown = all.slice(0, itemLimit).map(([label, item]) => valueLine(label, item));
  return all.length > itemLimit ? [...shown, { label: `… ${all.length - itemLimit} more` }] : shown;
}

/** How wide a value may be on one line. */
const lineWidth = 60;

function isWide(value: unknown): boolean {
  return inline(value).length > lineWidth;
}

/** A value; a wide object or list with its fields below. */
function valueLine(label: string, value: unknown): ResultLine {
  return { label, preview: inline(value), ...withChildren(isWide(value) ? fieldLines(value) : []) };
}

/** The arguments of a call, one below the other, where they are too wide for one line. */
function argumentLines(args: readonly unknown[]): ResultLine[] {
  const [only, ...more] = args;
  if (!isWide(args)) {
    return [];
  }
  const fields = more.length === 0 ? fieldLines(only) : [];
  return fields.length > 0 ? fields : args.map((arg, index) => valueLine(`argument ${index + 1}`, arg));
}

/** What is there of some values. */
function presentLines(values: Readonly<Record<string, unknown>>): ResultLine[] {
  return Object.entries(values).flatMap(([label, value]) =>
    value === undefined || value === null || isUndefined(value) ? [] : [valueLine(label, value)],
  );
}

/** `undefined` as events describe it. */
function isUndefined(value: unknown): boolean {
  return (value as { $?: unknown } | null | undefined)?.$ === 'undefined';
}

function described(parts: readonly (string | undefined)[]): { description?: string } {
  const description = parts.filter((part) => part !== undefined).join('  ');
  return description === '' ? {} : { description };
}

function withChildren(children: readonly ResultLine[]): { children?: readonly ResultLine[] } {
  return children.length > 0 ? { children } : {};
}

function counted(amount: number, one: string, many = `${one}s`): string {
  return `${amount} ${amount === 1 ? one : many}`;
}
