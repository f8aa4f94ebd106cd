import type { DeclaredBinding } from '../command';
import { describe, describeAll } from '../describe';
import { report } from '../host';
import { stackHere } from '../stack';

/** How far the answers of a binding can be trusted. */
type Simulated = 'computed' | 'captured' | 'recorded' | 'fixture';

/** What an event says beside the call itself. */
type Details = Readonly<Record<string, unknown>>;

/** Reports the calls on one binding. */
export class BindingCalls {
  readonly #declared: DeclaredBinding;
  readonly #simulated: Simulated;
  readonly #always: Details;

  /** `always` goes along with every call. */
  constructor(declared: DeclaredBinding, simulated: Simulated, always: Details = {}) {
    this.#declared = declared;
    this.#simulated = simulated;
    this.#always = always;
  }

  /** Reports a call that has no answer worth showing. */
  note(op: string, args: readonly unknown[], details: Details = {}): void {
    const { kind, name } = this.#declared;
    const simulated = this.#simulated;
    report({
      type: 'binding',
      kind,
      name,
      op,
      args: describeAll(args),
      simulated,
      stack: stackHere(),
      ...this.#always,
      ...details,
    });
  }

  /** Computes the answer of a call, and reports the call with the answer or the error. `show` makes the answer short. */
  async<Value>(
    op: string,
    args: readonly unknown[],
    compute: () => Value,
    show?: (value: Value) => unknown,
  ): Promise<Value> {
    try {
      return Promise.resolve(this.sync(op, args, compute, show));
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /**
   * As `async`, for an answer that itself takes time: the call is reported when it is there, with what `more` says of
   * it.
   */
  async later<Value>(
    op: string,
    args: readonly unknown[],
    compute: () => Promise<Value>,
    details: Details = {},
    show: (value: Value) => unknown = (value) => value,
    more: (value: Value) => Details = () => ({}),
  ): Promise<Value> {
    const stack = stackHere();
    const described = describeAll(args);
    const { kind, name } = this.#declared;
    const event = {
      type: 'binding',
      kind,
      name,
      op,
      args: described,
      simulated: this.#simulated,
      stack,
      ...this.#always,
      ...details,
    };
    try {
      const value = await compute();
      report(value === undefined ? event : { ...event, result: describe(show(value)), ...more(value) });
      return value;
    } catch (error) {
      report({ ...event, error: error instanceof Error ? error.message : `${error}` });
      throw withCaller(error, stack);
    }
  }

  /** As `async`, for a method that answers at once. */
  sync<Value>(op: string, args: readonly unknown[], compute: () => Value, show?: (value: Value) => unknown): Value {
    let value: Value;
    try {
      value = compute();
    } catch (error) {
      this.note(op, args, { error: error instanceof Error ? error.message : `${error}` });
      throw error;
    }
    this.note(op, args, show ? { result: describe(show(value)) } : {});
    return value;
  }
}

/** An error that came from elsewhere, with the place of the call that it came back to. */
function withCaller(error: unknown, stack: string): unknown {
  if (error instanceof Error) {
    const callers = stack.slice(stack.indexOf('\n'));
    try {
      error.stack = `${error.stack ?? error.message}${callers}`;
    } catch {
      // It is frozen, and keeps the stack that it has.
    }
  }
  return error;
}
