import { startTimer } from '../clock';
import { DOMException } from './domException';
import { Event, EventTarget } from './eventTarget';

export class AbortSignal extends EventTarget {
  #aborted = false;
  #reason: unknown;
  onabort: ((event: Event) => void) | null = null;

  static never(): AbortSignal {
    return new AbortSignal();
  }

  static abort(reason?: unknown): AbortSignal {
    const signal = new AbortSignal();
    signal.#abort(reason);
    return signal;
  }

  static timeout(milliseconds: number): AbortSignal {
    const signal = new AbortSignal();
    const reason = () => new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    startTimer(() => signal.#abort(reason()), milliseconds);
    return signal;
  }

  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const any = new AbortSignal();
    for (const signal of signals) {
      if (signal.aborted) {
        any.#abort(signal.reason);
      } else {
        signal.addEventListener('abort', () => any.#abort(signal.reason));
      }
    }
    return any;
  }

  /** What an AbortController does to its signal. */
  static fire(signal: AbortSignal, reason: unknown): void {
    signal.#abort(reason);
  }

  get aborted(): boolean {
    return this.#aborted;
  }

  get reason(): unknown {
    return this.#reason;
  }

  throwIfAborted(): void {
    if (this.#aborted) {
      throw this.#reason;
    }
  }

  #abort(reason: unknown = new DOMException('The operation was aborted', 'AbortError')): void {
    if (this.#aborted) {
      return;
    }
    this.#aborted = true;
    this.#reason = reason;
    const event = new Event('abort');
    this.onabort?.(event);
    this.dispatchEvent(event);
  }
}

export class AbortController {
  readonly signal: AbortSignal = AbortSignal.never();

  abort(reason?: unknown): void {
    AbortSignal.fire(this.signal, reason);
  }
}
