import type { RealmEvent } from './command';
import { framesIn, type TextEnd } from './places';
import type { Redaction } from './redaction';

interface EventWriterOptions {
  readonly redaction: Redaction;
  /** The user's files, and where each ends. */
  readonly files: ReadonlyMap<string, TextEnd>;
  /** What V8 knows files by, where that is not their path. */
  readonly urls?: Readonly<Record<string, string>> | undefined;
  readonly limits: { readonly events: number; readonly bytes: number };
  /** Writes a line; answers how many bytes that were. */
  readonly write: (line: object) => number;
  /** Called after the last event that a run may have. */
  readonly onLimit: () => void;
}

/** Writes the events of a run: places in the user's files, nothing secret, and no more than the limits allow. */
export class EventWriter {
  readonly #options: EventWriterOptions;
  readonly #began = performance.now();
  #ok = true;
  #toldEnd = false;
  #events = 0;
  #bytes = 0;

  constructor(options: EventWriterOptions) {
    this.#options = options;
  }

  /** Whether no event was an error. */
  get ok(): boolean {
    return this.#ok;
  }

  /** Milliseconds since the run began. */
  get elapsed(): number {
    return Math.round((performance.now() - this.#began) * 10) / 10;
  }

  /** An event of the realm: its stack turned into places in the user's files. */
  report({ stack, ...event }: RealmEvent): void {
    const frames = typeof stack === 'string' ? framesIn(this.#withPaths(stack), this.#options.files) : [];
    const { function: _, ...at } = frames[0] ?? { function: null };
    this.emit({ ...event, ...('line' in at && { at }), ...(event.type === 'error' && { frames }) });
  }

  /** To be called when the run is over: one that did not say how it ended has not gone well. */
  end(): void {
    if (!this.#toldEnd) {
      const message =
        'How the stage ended cannot be told: it has changed what everything relies on, such as Object.prototype or Array.prototype.';
      this.emit({ type: 'error', phase: 'run', name: 'SpoiltGlobals', message, frames: [] });
    }
  }

  #withPaths(stack: string): string {
    return Object.entries(this.#options.urls ?? {}).reduce((text, [file, url]) => text.replaceAll(url, file), stack);
  }

  emit(event: RealmEvent): void {
    const { redaction, limits, write, onLimit } = this.#options;
    this.#ok &&= event.type !== 'error';
    this.#toldEnd ||= event.type === 'error' || event.type === 'return';
    const safe = redaction.event(event);
    const t = this.elapsed;
    this.#events += 1;
    this.#bytes += write({ ...safe, t });
    if (this.#events >= limits.events || this.#bytes >= limits.bytes) {
      this.#ok = false;
      this.#toldEnd = true;
      const limit =
        this.#events >= limits.events ? `${limits.events} events` : `${Math.round(limits.bytes / 1e6)} MB of events`;
      write({ type: 'truncated', limit, t });
      onLimit();
    }
  }
}
