import { limits } from '../../../../core/platform/limits';
import type { DeclaredBinding } from '../command';
import { describeAll } from '../describe';
import { BindingCalls } from './call';

const parameterLimit = limits.d1_databases.boundParameters.value;

/** A D1 database whose queries are captured and not executed: each answers as an empty database would. */
export class D1Database {
  readonly #calls: BindingCalls;

  constructor(declared: DeclaredBinding) {
    this.#calls = new BindingCalls(declared, 'captured');
  }

  prepare(query: unknown): D1PreparedStatement {
    return new D1PreparedStatement(this.#calls, `${query}`, []);
  }

  async batch(statements: unknown): Promise<unknown[]> {
    const list = [...(statements as Iterable<unknown>)];
    const facts = list.map((statement) => {
      if (!(statement instanceof D1PreparedStatement)) {
        throw new TypeError('D1 batch() takes prepared statements.');
      }
      return D1PreparedStatement.facts(statement);
    });
    capture(this.#calls, 'batch', {
      sql: facts.map(({ sql }) => sql).join(';\n'),
      parameters: facts.flatMap(({ parameters }) => parameters),
      statements: facts,
    });
    return facts.map(result);
  }

  async exec(query: unknown): Promise<{ count: number; duration: number }> {
    capture(this.#calls, 'exec', { sql: `${query}`, parameters: [] });
    return { count: 0, duration: 0 };
  }

  async dump(): Promise<ArrayBuffer> {
    capture(this.#calls, 'dump', {});
    return new ArrayBuffer(0);
  }

  withSession(): D1DatabaseSession {
    return new D1DatabaseSession(this);
  }
}

class D1DatabaseSession {
  readonly #database: D1Database;

  constructor(database: D1Database) {
    this.#database = database;
  }

  prepare(query: unknown): D1PreparedStatement {
    return this.#database.prepare(query);
  }

  batch(statements: unknown): Promise<unknown[]> {
    return this.#database.batch(statements);
  }

  getBookmark(): string | null {
    return null;
  }
}

class D1PreparedStatement {
  readonly #calls: BindingCalls;
  readonly #sql: string;
  readonly #parameters: readonly unknown[];

  constructor(calls: BindingCalls, sql: string, parameters: readonly unknown[]) {
    this.#calls = calls;
    this.#sql = sql;
    this.#parameters = parameters;
  }

  /** What a statement would execute, its parameters described. */
  static facts(statement: D1PreparedStatement): { sql: string; parameters: unknown[] } {
    return { sql: statement.#sql, parameters: describeAll(statement.#parameters) };
  }

  bind(...values: unknown[]): D1PreparedStatement {
    for (const value of values) {
      checkParameter(value);
    }
    return new D1PreparedStatement(this.#calls, this.#sql, values);
  }

  async first(column?: unknown): Promise<null> {
    this.#capture('first', column === undefined ? [] : [column]);
    return null;
  }

  async run(): Promise<unknown> {
    this.#capture('run');
    return result();
  }

  async all(): Promise<unknown> {
    this.#capture('all');
    return result();
  }

  async raw(options?: unknown): Promise<unknown[]> {
    this.#capture('raw', options === undefined ? [] : [options]);
    return [];
  }

  #capture(op: string, args: readonly unknown[] = []): void {
    capture(this.#calls, op, D1PreparedStatement.facts(this), args);
  }
}

interface Captured {
  readonly sql?: string;
  readonly parameters?: readonly unknown[];
  readonly statements?: readonly { readonly parameters: readonly unknown[] }[];
}

function capture(calls: BindingCalls, op: string, captured: Captured, args: readonly unknown[] = []): void {
  const most = Math.max(0, ...(captured.statements ?? [captured]).map(({ parameters }) => parameters?.length ?? 0));
  const error =
    most > parameterLimit ? `D1_ERROR: too many SQL variables: ${most}, and D1 takes ${parameterLimit}` : '';
  calls.note(op, args, { ...captured, executed: false, ...(error && { error }) });
  if (error) {
    throw new Error(error);
  }
}

function checkParameter(value: unknown): void {
  const fine =
    value === null ||
    typeof value === 'number' ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    value instanceof ArrayBuffer ||
    ArrayBuffer.isView(value) ||
    Array.isArray(value);
  if (!fine) {
    throw new Error(`D1_TYPE_ERROR: Type '${typeof value}' not supported for value '${textOf(value)}'`);
  }
}

function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return typeof value;
  }
}

function result() {
  return {
    success: true,
    meta: {
      served_by: 'simulation',
      duration: 0,
      changes: 0,
      last_row_id: 0,
      changed_db: false,
      size_after: 0,
      rows_read: 0,
      rows_written: 0,
    },
    results: [],
  };
}
