export class Event {
  readonly type: string;
  readonly bubbles: boolean;
  readonly cancelable: boolean;
  defaultPrevented = false;
  target: EventTarget | null = null;

  constructor(type: unknown, options: { bubbles?: boolean; cancelable?: boolean } = {}) {
    this.type = `${type}`;
    this.bubbles = Boolean(options.bubbles);
    this.cancelable = Boolean(options.cancelable);
  }

  preventDefault(): void {
    this.defaultPrevented ||= this.cancelable;
  }

  stopPropagation(): void {}

  stopImmediatePropagation(): void {}
}

export class CustomEvent extends Event {
  readonly detail: unknown;

  constructor(type: unknown, options: { detail?: unknown; bubbles?: boolean; cancelable?: boolean } = {}) {
    super(type, options);
    this.detail = options.detail ?? null;
  }
}

type Listener = ((event: Event) => void) | { handleEvent(event: Event): void };

export class EventTarget {
  readonly #listeners = new Map<string, { listener: Listener; once: boolean }[]>();

  addEventListener(type: string, listener: Listener, options: { once?: boolean } | boolean = {}): void {
    const listeners = this.#listeners.get(type) ?? [];
    if (!listeners.some((each) => each.listener === listener)) {
      const once = typeof options === 'object' && Boolean(options.once);
      this.#listeners.set(type, [...listeners, { listener, once }]);
    }
  }

  removeEventListener(type: string, listener: Listener): void {
    const listeners = this.#listeners.get(type) ?? [];
    this.#listeners.set(
      type,
      listeners.filter((each) => each.listener !== listener),
    );
  }

  dispatchEvent(event: Event): boolean {
    event.target = this;
    for (const { listener, once } of this.#listeners.get(event.type) ?? []) {
      if (once) {
        this.removeEventListener(event.type, listener);
      }
      typeof listener === 'function' ? listener.call(this, event) : listener.handleEvent(event);
    }
    return !event.defaultPrevented;
  }
}
