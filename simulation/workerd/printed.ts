import { randomBytes } from 'node:crypto';
import type { RealmEvent } from '../sandbox/command';
import { isRealmEvent, type RealmEventType } from '../sandbox/realmEvents';

/** 256 random bits as text, that only the one knows who is told. */
export function newSecret(): string {
  return randomBytes(32).toString('hex');
}

const secretLength = newSecret().length;

/** How long lines may wait for more of the same text, and how many may. */
const textEndsMs = 10;
const mostLines = 1_000;

/** What prints events: which types it may print, and where they go. */
export interface EventSource {
  readonly types: readonly RealmEventType[];
  readonly onEvent: (event: RealmEvent) => void;
}

/**
 * What workerd prints. All Workers share one standard output, and those of the project may print what they like: a line
 * is an event only behind a mark that was made for its source, and only of a type that the source may print.
 */
export class PrintedLines {
  readonly #sources = new Map<string, EventSource | undefined>();
  readonly #awaited = new Map<string, () => void>();
  readonly #onText: (lines: readonly string[]) => void;
  #text: string[] = [];
  #late: NodeJS.Timeout | undefined;

  /** `onText` takes lines that are no events, those together that stand together: one value may be printed on several. */
  constructor(onText: (lines: readonly string[]) => void) {
    this.#onText = onText;
  }

  /** Listens to a source; returns the mark that its lines begin with. */
  open(source: EventSource): string {
    const mark = newSecret();
    this.#sources.set(mark, source);
    return mark;
  }

  /** From here on, lines with this mark are ignored. */
  close(mark: string): void {
    this.#sources.set(mark, undefined);
  }

  /** A line that is to be printed, and a promise of the moment when it has been. */
  expect(): { readonly line: string; readonly printed: Promise<void>; readonly forget: () => void } {
    const line = newSecret();
    const printed = new Promise<void>((resolve) => this.#awaited.set(line, resolve));
    return { line, printed, forget: () => void this.#awaited.delete(line) };
  }

  read(line: string): void {
    const awaited = this.#awaited.get(line);
    const mark = line.slice(0, secretLength);
    if (!awaited && !this.#sources.has(mark)) {
      this.#addText(line);
      return;
    }
    this.#endText();
    if (awaited) {
      awaited();
    } else {
      this.#readEvent(line.slice(secretLength), this.#sources.get(mark));
    }
  }

  #addText(line: string): void {
    if (line.trim() !== '') {
      this.#text.push(line);
      this.#late ??= setTimeout(() => this.#endText(), textEndsMs);
    }
    if (this.#text.length >= mostLines) {
      this.#endText();
    }
  }

  #endText(): void {
    clearTimeout(this.#late);
    this.#late = undefined;
    const lines = this.#text;
    this.#text = [];
    if (lines.length > 0) {
      this.#onText(lines);
    }
  }

  #readEvent(json: string, source: EventSource | undefined): void {
    let event: unknown;
    try {
      event = JSON.parse(json);
    } catch {
      // The stage may have found its own mark, and printed it: it speaks for itself only.
      return;
    }
    if (source && isRealmEvent(event, source.types)) {
      source.onEvent(event);
    }
  }
}
