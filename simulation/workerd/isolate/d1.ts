import { BindingCalls } from '../../sandbox/realm/bindings/call';
import type { DeclaredBinding } from '../../sandbox/realm/command';
import { describeAll } from '../../sandbox/realm/describe';
import type { Infra } from './infra';

/** A real D1 database: every query is executed. */
export function d1Database(declared: DeclaredBinding, infra: Infra): unknown {
  const { name } = declared;
  const calls = new BindingCalls(declared, 'computed');

  class D1PreparedStatement {
    readonly #sql: string;
    readonly #values: unknown[];

    constructor(sql: string, values: unknown[]) {
      this.#sql = sql;
      this.#values = values;
    }

    static parts(statement: D1PreparedStatement): [string, unknown[]] {
      return [statement.#sql, statement.#values];
    }

    bind(...values: unknown[]): D1PreparedStatement {
      const wrong = values.find((value) => ['undefined', 'function', 'symbol', 'bigint'].includes(typeof value));
      if (values.includes(wrong) && wrong !== null && typeof wrong !== 'object') {
        throw new Error(`D1_TYPE_ERROR: Type '${typeof wrong}' not supported for value '${String(wrong)}'`);
      }
      return new D1PreparedStatement(this.#sql, values);
    }

    first(...args: unknown[]) {
      return this.#execute('first', args);
    }

    run() {
      return this.#execute('run', []);
    }

    all() {
      return this.#execute('all', []);
    }

    raw(...args: unknown[]) {
      return this.#execute('raw', args);
    }

    #execute(op: string, args: unknown[]): Promise<unknown> {
      const { sql, parameters } = facts(this);
      const execute = () => infra.statement(name, [this.#sql, this.#values], op, args);
      return calls.later(op, args, execute, { sql, parameters, executed: true }, shown, rowsOf);
    }
  }

  const facts = (statement: D1PreparedStatement) => {
    const [sql, values] = D1PreparedStatement.parts(statement);
    return { sql, parameters: describeAll(values) };
  };
  const database = {
    prepare: (sql: unknown) => new D1PreparedStatement(`${sql}`, []),
    batch: (statements: Iterable<D1PreparedStatement>) => {
      const list = [...statements];
      const all = list.map(facts);
      const details = {
        sql: all.map(({ sql }) => sql).join(';\n'),
        parameters: all.flatMap(({ parameters }) => parameters),
        statements: all,
        executed: true,
      };
      const execute = () => infra.batch(name, list.map(D1PreparedStatement.parts));
      return calls.later('batch', [], execute, details, shown, rowsOf);
    },
    exec: (sql: unknown) =>
      calls.later(
        'exec',
        [],
        () => infra.call(name, 'exec', [`${sql}`]),
        { sql: `${sql}`, parameters: [], executed: true },
        undefined,
        rowsOf,
      ),
    dump: () => calls.later('dump', [], () => infra.call(name, 'dump', []), { executed: true }),
    withSession: () => ({ prepare: database.prepare, batch: database.batch, getBookmark: () => null }),
  };
  return database;
}

/** An answer without what the service says of itself. */
function shown(answer: unknown): unknown {
  if (Array.isArray(answer)) {
    return answer.map(shown);
  }
  return (answer as { results?: unknown } | null)?.results ?? answer;
}

/** How many rows an answer has. */
function rowsOf(answer: unknown): Readonly<Record<string, unknown>> {
  if (typeof answer !== 'object' || answer === null) {
    return { rows: answer === null ? 0 : 1 };
  }
  if (Array.isArray(answer)) {
    const sizes = answer.map((each) => (each as { results?: unknown[] })?.results?.length);
    return {
      rows: sizes.every((size) => size === undefined) ? answer.length : sizes.reduce((a, b = 0) => (a ?? 0) + b, 0),
    };
  }
  const { results, meta } = answer as { results?: unknown[]; meta?: { changes?: number } };
  if (results === undefined) {
    return 'count' in answer ? {} : { rows: 1 };
  }
  return results.length > 0 || !meta?.changes ? { rows: results.length } : { rows: 0, changes: meta.changes };
}
