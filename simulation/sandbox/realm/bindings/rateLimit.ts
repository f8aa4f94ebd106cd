import { limits } from '../../../../core/platform/limits';
import { now } from '../clock';
import type { DeclaredBinding } from '../command';
import { BindingCalls } from './call';

/** A rate limiter that counts, on the realm's clock, in windows of the declared period. */
export class RateLimit {
  readonly #calls: BindingCalls;
  readonly #limit: number;
  readonly #periodMs: number;
  readonly #windows: Map<string, { readonly start: number; count: number }>;

  constructor(declared: DeclaredBinding, saved: unknown) {
    this.#windows = new Map(Object.entries((saved ?? {}) as Record<string, { start: number; count: number }>));
    this.#calls = new BindingCalls(declared, 'computed');
    const simple = (declared.fields.simple ?? {}) as { limit?: unknown; period?: unknown };
    this.#limit = Number(simple.limit ?? Number.POSITIVE_INFINITY);
    this.#periodMs = Number(simple.period ?? limits.ratelimits.longPeriodSeconds.value) * 1000;
  }

  /** The windows that are open, by key. */
  static save(limiter: RateLimit): unknown {
    return Object.fromEntries(limiter.#windows);
  }

  limit(options: { key?: unknown; delta?: unknown } = {}): Promise<{ success: boolean }> {
    return this.#calls.async(
      'limit',
      [options],
      () => this.#count(options),
      (value) => value,
    );
  }

  #count({ key, delta = 1 }: { key?: unknown; delta?: unknown }): { success: boolean } {
    if (key === undefined || key === null) {
      throw new TypeError('limit() needs a key: limit({ key: "…" }).');
    }
    if (!Number.isInteger(delta) || Number(delta) < 1) {
      throw new TypeError('The delta of limit() must be a positive integer.');
    }
    const start = Math.floor(now() / this.#periodMs) * this.#periodMs;
    const known = this.#windows.get(`${key}`);
    const current = known?.start === start ? known : { start, count: 0 };
    this.#windows.set(`${key}`, current);
    const success = current.count < this.#limit;
    current.count += success ? Number(delta) : 0;
    return { success };
  }
}
