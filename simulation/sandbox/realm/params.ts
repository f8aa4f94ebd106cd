import { BindingCalls } from './bindings/call';
import type { RealmCommand } from './command';
import { describeAll } from './describe';
import { report } from './host';
import { outboundHandler } from './outbound';
import { stackHere } from './stack';
import { Request } from './web/request';

type Params = Record<string, unknown>;

/** Users by id, as `userSave` left them. */
export type Users = Map<string, Params>;

/** The object that the stage receives. */
export function makeParams(command: RealmCommand, infra: Params | undefined, users: Users): Params {
  const { data, functions, variablesAt, variables, http } = command;
  const params: Params = { ...data, logger: { log: logger('log'), error: logger('error') } };
  setAt(params, variablesAt, { ...variables });
  if (infra) {
    params.infra = infra;
  }
  if (functions.includes('requestHandler')) {
    params.requestHandler = outboundHandler('requestHandler');
  }
  if (functions.includes('identity')) {
    Object.assign(params, identityGraph(data, users));
  }
  if (functions.includes('reporting')) {
    params.scheduledTime = new Date(`${data.scheduledTime}`);
    params.reporting = reporting();
    params.userKey = userKey();
  }
  if (http) {
    const { endpoint, method, url, headers, body } = http;
    params.endpoint = endpoint;
    params.method = method;
    params.request = new Request(url, { method, headers, ...(body !== undefined && { body }) });
  }
  return params;
}

function setAt(params: Params, path: readonly string[], value: unknown): void {
  const [first, ...rest] = path;
  if (first === undefined) {
    return;
  }
  if (rest.length === 0) {
    params[first] = value;
    return;
  }
  const inner = (params[first] ?? {}) as Params;
  params[first] = inner;
  setAt(inner, rest, value);
}

function logger(level: 'log' | 'error') {
  return (...args: unknown[]): void => {
    report({ type: 'log', level, source: 'logger', args: describeAll(args), stack: stackHere() });
  };
}

/** Users by id: the sample visitor, and what the stage saves. */
function identityGraph(data: Readonly<Record<string, unknown>>, users: Users): Params {
  if (data.user) {
    users.set(`${data.userId}`, { ...(data.user as Params), ...users.get(`${data.userId}`) });
  }
  const note = (op: string, args: readonly unknown[]) =>
    report({ type: 'identity', op, args: describeAll(args), stack: stackHere() });
  return {
    userSave: async (...args: unknown[]): Promise<void> => {
      note('userSave', args);
      const [userId, fields] = args;
      users.set(`${userId}`, { ...users.get(`${userId}`), ...(fields as Params) });
    },
    userGet: async (...args: unknown[]): Promise<unknown> => {
      note('userGet', args);
      const user = users.get(`${args[0]}`);
      return user ? { ...user } : null;
    },
    providerSave: async (...args: unknown[]): Promise<void> => note('providerSave', args),
  };
}

/** SQL on the platform's own database: captured as D1 is. */
function reporting(): Params {
  const calls = new BindingCalls({ kind: 'reporting', name: 'reporting', fields: {} }, 'captured');
  const capture = (op: string, sql: unknown, parameters: unknown) =>
    calls.note(op, [], {
      sql: `${sql}`,
      parameters: describeAll(Array.isArray(parameters) ? parameters : []),
      executed: false,
    });
  return {
    saveInDatabase: async (sql: unknown, bindings?: unknown) => {
      capture('saveInDatabase', sql, bindings);
      return { success: true };
    },
    saveBatchInDatabase: async (sql: unknown, rows?: unknown) => {
      capture('saveBatchInDatabase', sql, rows);
      return { success: true };
    },
    getFromDatabase: async (sql: unknown, bindings?: unknown) => {
      capture('getFromDatabase', sql, bindings);
      return [];
    },
  };
}

function userKey(): Params {
  const calls = new BindingCalls({ kind: 'userKey', name: 'userKey', fields: {} }, 'recorded');
  return { byRouteKey: async (...args: unknown[]) => calls.note('byRouteKey', args) };
}
