import { SecretFinder, type Span, shortestInside } from './secrets/finder';
import { withoutSensitiveValues } from './secrets/sensitiveKeys';
import { isLongString, isNotation, shown } from './secrets/shown';

/** How much of a long string is shown. Cut after masking, so that no part of a secret stays at the end. */
const startLength = 16_384;
/** Numbers of fewer digits are everywhere. */
const shortestNumber = 3;

/** What only the engine and the manifest say: a reader of events relies on it. */
const ownFields: ReadonlySet<string> = new Set(['type', 'kind', 'phase', 'level', 'source', 'via', 'simulated', 'at']);
/** What a stage can put values into: only there is a number a value, and no count or place. */
const valueFields: ReadonlySet<string> = new Set([
  'args',
  'parameters',
  'statements',
  'value',
  'body',
  'result',
  'entries',
  'cause',
  'expected',
  'actual',
]);

type Fields = Readonly<Record<string, unknown>>;

/** Masks what an event must not show. Values are known secrets; keys are those of headers, bodies and queries. */
export class Redaction {
  readonly #finder: SecretFinder;
  /** Too short to look for inside other text: masked only where they are the whole of it. */
  readonly #whole: ReadonlySet<string>;
  readonly #numbers: ReadonlySet<number>;

  constructor(secretValues: readonly string[]) {
    const numbers = secretValues.map(numberIn).filter((number) => number !== undefined);
    this.#numbers = new Set(numbers);
    this.#finder = new SecretFinder([...secretValues, ...numbers.map(String)]);
    this.#whole = new Set(secretValues.filter((value) => value !== '' && value.length < shortestInside));
  }

  /** An event with every known secret masked and, in a request, what is below sensitive keys. */
  event<Event extends Fields>(event: Event): Event {
    const given: Fields = event.type === 'request' ? withoutSensitiveValues(event) : event;
    const fields = Object.entries(given).map(([key, item]) => {
      if (ownFields.has(key)) {
        return [key, item];
      }
      return [
        key,
        key === 'frames' && Array.isArray(item) ? item.map(this.#frame) : this.#map(item, valueFields.has(key)),
      ];
    });
    return Object.fromEntries(fields) as Event;
  }

  /** A JSON value with every known secret masked, in keys too. Numbers stay as they are. */
  values<Value>(value: Value): Value {
    return this.#map(value, false) as Value;
  }

  /** As `values`, where a number can be a secret too. */
  described<Value>(value: Value): Value {
    return this.#map(value, true) as Value;
  }

  /** A request, with the values under sensitive keys masked. */
  request<Event extends Fields>(event: Event): Event {
    return withoutSensitiveValues(event);
  }

  /** A text with every known secret masked. With `isCut`, so is the start of one at its end. */
  text(text: string, isCut = false): string {
    if (this.#whole.has(text)) {
      return shown;
    }
    let masked = '';
    let end = 0;
    for (const span of this.#finder.find(text, isCut)) {
      masked += text.slice(end, span.start) + shown;
      end = span.end;
    }
    return end === 0 ? text : masked + text.slice(end);
  }

  /** The file of a frame is the user's own, and is what the frame leads to. */
  readonly #frame = (frame: Fields) => ({ ...frame, function: this.values(frame.function) });

  #map(value: unknown, withNumbers: boolean): unknown {
    if (typeof value === 'string') {
      // Inside the realm, a text of an error is cut to this and more.
      return this.text(value, value.length >= startLength);
    }
    if (typeof value === 'number') {
      return withNumbers && this.#numbers.has(value) ? shown : value;
    }
    if (Array.isArray(value)) {
      const items = withNumbers ? this.#spelt(value) : undefined;
      return (items ?? value).map((item) => this.#map(item, withNumbers));
    }
    if (isLongString(value)) {
      const start = this.text(value.start, true).slice(0, startLength);
      return { ...this.#fields(value as unknown as Fields, false), start };
    }
    if (typeof value === 'object' && value !== null) {
      return this.#fields(value as Fields, withNumbers);
    }
    return value;
  }

  #fields(object: Fields, withNumbers: boolean): Fields {
    const isSpecial = typeof object.$ === 'string';
    const values = withNumbers && !isSpecial ? this.#spelt(Object.values(object), true) : undefined;
    const entries = Object.entries(object).map(([key, item], index) => {
      const isOwn = isSpecial && isNotation(key, item);
      // The numbers of what is described specially are lengths and counts.
      const isKept = isOwn && (key === '$' || typeof item === 'number');
      return [isOwn ? key : this.text(key), isKept ? item : this.#map(values ? values[index] : item, withNumbers)];
    });
    return Object.fromEntries(entries);
  }

  /**
   * Items with those masked that spell a secret one by one, as bytes or characters; `undefined` where there are none. A
   * masked stretch is one item, unless each is to keep its place.
   */
  #spelt(items: readonly unknown[], keepPlaces = false): unknown[] | undefined {
    if (items.length < shortestInside) {
      return undefined;
    }
    const ends: number[] = [];
    let text = '';
    for (const item of items) {
      text += typeof item === 'number' ? `${item},` : typeof item === 'string' && item.length <= 2 ? item : '\uffff';
      ends.push(text.length);
    }
    const isCut = typeof items.at(-1) === 'object';
    const found = this.#finder.find(isCut ? text.slice(0, -1) : text, isCut);
    return found.length === 0 ? undefined : maskedItems(items, ends, found, keepPlaces);
  }
}

function maskedItems(items: readonly unknown[], ends: readonly number[], found: readonly Span[], keepPlaces: boolean) {
  const masked: unknown[] = [];
  let inside: Span | undefined;
  for (const [index, item] of items.entries()) {
    const start = ends[index - 1] ?? 0;
    const span = found.find((each) => each.start < (ends[index] ?? 0) && each.end > start);
    const isText = typeof item === 'number' || typeof item === 'string';
    if (!span || !isText) {
      masked.push(item);
    } else if (keepPlaces || span !== inside) {
      masked.push(shown);
    }
    inside = span;
  }
  return masked;
}

/** The number that a secret is the text of. */
function numberIn(secret: string): number | undefined {
  const number = /^\s*[-+]?\.?\d/.test(secret) ? Number(secret) : Number.NaN;
  return Number.isFinite(number) && `${number}`.length >= shortestNumber ? number : undefined;
}
