import type { DeclaredBinding } from '../command';
import { describe } from '../describe';
import { stackHere } from '../stack';
import { Headers } from '../web/headers';
import { Request } from '../web/request';
import { Response } from '../web/response';
import { BindingCalls } from './call';
import type { BindingContext } from './context';
import { recordedBinding } from './recorded';

type Rules = Readonly<Record<string, unknown>>;
type Found = { readonly answer: unknown } | undefined;

/**
 * Looks calls up in a fixture file: an object of matcher → answer. A matcher is the subject of a call (a model, a URL,
 * a method) with `*` for any text. Rules below a binding's own name come before those for all bindings of the kind.
 * An answer is a JSON value; `{ "$error": "…" }` is thrown, `{ "$each": […] }` answers one call after another.
 */
export class Fixture {
  readonly file: string;
  readonly #lists: readonly Rules[];
  readonly #turns = new Map<string, number>();

  constructor(file: string, binding: string, content: unknown) {
    this.file = `simulation/${file}.json`;
    const all = isRules(content) ? content : {};
    const own = all[binding];
    this.#lists = isRules(own) ? [own, all] : [all];
  }

  /** The answer to the first of the subjects that a matcher fits; the most exact subject comes first. */
  find(subjects: readonly string[]): Found {
    for (const rules of this.#lists) {
      for (const subject of subjects) {
        for (const matcher of Object.keys(rules)) {
          if (fits(matcher, subject)) {
            return { answer: this.#turn(matcher, rules[matcher]) };
          }
        }
      }
    }
    return undefined;
  }

  #turn(matcher: string, answer: unknown): unknown {
    const each = isRules(answer) ? answer.$each : undefined;
    if (!Array.isArray(each) || each.length === 0) {
      return answer;
    }
    const turn = this.#turns.get(matcher) ?? 0;
    this.#turns.set(matcher, turn + 1);
    return each[Math.min(turn, each.length - 1)];
  }
}

function isRules(value: unknown): value is Rules {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a text is what a matcher says; `*` in it stands for any text. */
function fits(matcher: string, text: string): boolean {
  const [first = '', ...rest] = matcher.split('*');
  if (rest.length === 0) {
    return text === first;
  }
  const last = rest.pop() ?? '';
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) {
    return false;
  }
  let position = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, position);
    if (found < 0) {
      return false;
    }
    position = found + piece.length;
  }
  return position <= text.length - last.length;
}

/** The value that a fixture answers with; throws what it says is thrown. */
export function answerOf(answer: unknown): unknown {
  if (isRules(answer) && typeof answer.$error === 'string') {
    throw new Error(answer.$error);
  }
  return structuredCopy(answer);
}

/** A `Response` from `{ status?, headers?, body? }`, where a body that is no text is JSON; any other answer is a body. */
export function responseOf(answer: unknown): Response {
  const value = answerOf(answer);
  const parts = isRules(value) && ('status' in value || 'body' in value) ? value : { body: value };
  const { status = 200, headers, body } = parts as { status?: number; headers?: unknown; body?: unknown };
  const withType = new Headers(headers as Record<string, string> | undefined);
  if (typeof body === 'string' || body === undefined || body === null) {
    return new Response(body ?? null, { status, headers: withType });
  }
  if (!withType.has('content-type')) {
    withType.set('content-type', 'application/json');
  }
  return new Response(JSON.stringify(body), { status, headers: withType });
}

function structuredCopy(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

/** How the calls on a kind of binding are looked up. */
interface FixtureKind {
  /** The name of its file, without `.json`. */
  readonly file: string;
  /** What a matcher is compared with, the most exact first. */
  readonly subjects: (op: string, args: readonly unknown[], declared: DeclaredBinding) => readonly string[];
  readonly what: string;
}

const byMethod: FixtureKind['subjects'] = (op) => [op];
const byUrl: FixtureKind['subjects'] = (op, args) => (op === 'fetch' ? urlSubjects(args) : [op]);

/** The kinds that answer from fixtures, by the manifest's key path. */
export const fixtureKinds: Readonly<Record<string, FixtureKind>> = {
  ai: { file: 'ai', what: 'a model', subjects: (op, args) => (op === 'run' ? [`${args[0]}`] : [op]) },
  ai_search: { file: 'ai-search', what: 'a method', subjects: byMethod },
  ai_search_namespaces: { file: 'ai-search', what: 'a method', subjects: byMethod },
  agent_memory: { file: 'agent-memory', what: 'a method', subjects: byMethod },
  browser: { file: 'browser', what: 'a URL', subjects: byUrl },
  mtls_certificates: { file: 'mtls', what: 'a URL', subjects: byUrl },
  vpc_services: { file: 'vpc', what: 'a URL', subjects: byUrl },
  vpc_networks: { file: 'vpc', what: 'a URL', subjects: byUrl },
  dispatch_namespaces: {
    file: 'dispatch',
    what: 'a Worker',
    subjects: (op, args) => {
      const [script, method] = splitCall(op);
      const subjects =
        method === 'fetch' ? urlSubjects(args).map((url) => `${script} ${url}`) : [`${script} ${method}`];
      return [...subjects, script];
    },
  },
  secrets_store_secrets: {
    file: 'secrets-store',
    what: 'the name of a secret',
    subjects: (_op, _args, { fields, name }) => [`${fields.secret_name ?? name}`],
  },
};

/** `POST https://a.example/x` and `https://a.example/x`. */
export function urlSubjects([target, init]: readonly unknown[]): string[] {
  const { method, url } = target instanceof Request ? target : { method: undefined, url: `${target}` };
  const named = (init as { method?: unknown } | undefined)?.method ?? method ?? 'GET';
  return [`${named}`.toUpperCase().concat(' ', url), url];
}

/** The script's name and the method of `get("script").fetch`. */
function splitCall(op: string): [string, string] {
  const dot = op.lastIndexOf('.');
  return [op.slice(0, dot), op.slice(dot + 1)];
}

/** A binding that answers from the user's fixture file, says so, and records what the file has no answer for. */
export function fixtureBinding(declared: DeclaredBinding, { fixtures }: BindingContext): unknown {
  const kind = fixtureKinds[declared.kind];
  if (!kind) {
    return recordedBinding(declared);
  }
  const fixture = new Fixture(kind.file, declared.name, fixtures[kind.file]);
  const calls = new BindingCalls(declared, 'fixture');
  const call = async (op: string, args: readonly unknown[]): Promise<unknown> => {
    const stack = stackHere();
    const subjects = kind.subjects(op, args, declared);
    const found = fixture.find(subjects);
    if (!found) {
      const note = `${fixture.file} has no answer for ${subjects[0]}: a key of it is ${kind.what}, its value the answer`;
      calls.note(op, args, { simulated: 'recorded', note, stack });
      return op.endsWith('fetch') ? responseOf({}) : undefined;
    }
    return answered(calls, op, args, found.answer, stack);
  };
  if (declared.kind === 'dispatch_namespaces') {
    return { get: (name: unknown) => methods(`${name}.`, call) };
  }
  return methods('', call);
}

function answered(calls: BindingCalls, op: string, args: readonly unknown[], answer: unknown, stack: string): unknown {
  try {
    const isFetch = op === 'fetch' || op.endsWith('.fetch');
    const value = isFetch ? responseOf(answer) : answerOf(answer);
    calls.note(op, args, { stack, ...(value !== undefined && { result: describe(value) }) });
    return value;
  } catch (error) {
    calls.note(op, args, { stack, error: (error as Error).message });
    throw error;
  }
}

/** An object that has every method, each of which is `call`. */
export function methods(prefix: string, call: (op: string, args: readonly unknown[]) => unknown): unknown {
  return new Proxy(Object.create(null), {
    get: (_target, key) =>
      typeof key === 'symbol' || key === 'then' || key === 'toJSON' || key === 'constructor'
        ? undefined
        : (...args: unknown[]) => call(`${prefix}${key}`, args),
  });
}

/** A Hyperdrive configuration: the fixture has the fields of its connection, keyed by the binding's name or `*`. */
export function hyperdrive(declared: DeclaredBinding, { fixtures }: BindingContext): unknown {
  const found = new Fixture('hyperdrive', '', fixtures.hyperdrive).find([declared.name]);
  const local = `${declared.fields.localConnectionString ?? ''}`;
  const calls = new BindingCalls(declared, found ? 'fixture' : 'recorded');
  const [, user = 'user', password = 'password', host = 'hyperdrive.simulation', port = '5432', database = 'database'] =
    /^\w+:\/\/([^:@/]*):?([^@/]*)@([^:/?]+):?(\d*)\/([^?]*)/.exec(local) ?? [];
  const connectionString = local || `postgresql://${user}:${password}@${host}:${port}/${database}`;
  const fields = { connectionString, host, port: Number(port) || 5432, user, password, database };
  return {
    ...fields,
    ...(isRules(found?.answer) ? found.answer : {}),
    connect: () => {
      const error = 'A simulation opens no connection: Hyperdrive cannot be connected to.';
      calls.note('connect', [], { error });
      throw new Error(error);
    },
  };
}
