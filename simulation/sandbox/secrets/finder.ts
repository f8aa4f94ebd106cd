import { unescapeFully, unescapeOnce } from './escapes';
import { escapeSign, isWordsInBase64, signsOf, spellings } from './signs';
import { ellipsis, TextView, View } from './view';

/** Shorter texts stand in others by chance. */
export const shortestInside = 4;
/** From this length on, upper and lower case are the same: the names of hosts and headers are lowered. */
const shortestInAnyCase = 8;
/** How often bytes may have been written as text: Base64 of Base64 is two times. */
const byteLayers = 3;
const escapeLayers = 8;
/** What an escape may leave of a secret's next character at the end of a text that was cut. */
const restOfEscape = 12;

/** Part of a text, as UTF-16 offsets. */
export interface Span {
  start: number;
  end: number;
}

interface Needle {
  /** As `folded` leaves them. */
  readonly codes: Uint16Array;
  /** As they are, for a needle that is found in its own case only. */
  readonly exact: Uint16Array | undefined;
}

/**
 * Finds secrets in text: as they are, and in any mixture of the escapes of URLs, HTML, JSON and JavaScript, Base64, hex
 * and lists of bytes. Instead of looking for each way of writing each secret, it undoes what a text may have been through
 * and looks for the secrets in what that gives. The time is linear in the text, whatever is in it, and hardly grows
 * with the number of secrets unless they begin alike.
 */
export class SecretFinder {
  /** By their first four code units. */
  readonly #needles = new Map<number, Needle[]>();
  /** Whether a needle begins with four code units of this hash: a first look that nearly always says no. */
  readonly #hashes = new Uint8Array(65_536);
  readonly #text = new TextView();
  readonly #views: View[] = [];
  /** Whether Base64 of a secret can look like words: then no text is too plain to be decoded. */
  #wordsToo = false;
  #found: Span[] = [];
  #isCut = false;

  /** Secrets shorter than `shortestInside` are left out. */
  constructor(secrets: readonly string[]) {
    const known = new Set<string>();
    for (const secret of new Set(secrets.flatMap(inEachCase))) {
      this.#wordsToo ||= secret.length >= shortestInside && isWordsInBase64(secret);
      this.#text.setText(secret);
      this.#learn(this.#text, known);
      const plain = this.#view(0);
      plain.setView(this.#text);
      if (unescapeFully(plain)) {
        this.#learn(plain, known);
      }
    }
  }

  /**
   * Where secrets are in a text, in order, without overlaps. Of a text that was cut, the start of a secret at the end
   * counts; and so it does before an ellipsis.
   */
  find(text: string, isCut = false): readonly Span[] {
    if (text.length < shortestInside || this.#needles.size === 0) {
      return [];
    }
    this.#found = [];
    this.#isCut = isCut;
    this.#text.setText(text);
    this.#look(this.#text, 0, byteLayers);
    return merged(this.#found);
  }

  #learn({ codes, length }: View, known: Set<string>): void {
    const exact = Uint16Array.from({ length }, (_, index) => codes[index] as number);
    const needle = exact.map(folded);
    const isExact = length < shortestInAnyCase;
    const id = `${isExact ? exact : needle}`;
    if (length < shortestInside || known.has(id)) {
      return;
    }
    known.add(id);
    let start = 0;
    for (let index = 0; index < shortestInside; index += 1) {
      start = (start << 8) | ((needle[index] as number) & 0xff);
    }
    this.#hashes[hashOf(start)] = 1;
    const others = this.#needles.get(start);
    const added = { codes: needle, exact: isExact ? exact : undefined };
    if (others) {
      others.push(added);
    } else {
      this.#needles.set(start, [added]);
    }
  }

  /** Looks into a view, and into all that can be decoded from it with views from `depth` on. */
  #look(view: View, depth: number, layers: number): void {
    this.#search(view);
    const signs = signsOf(view, this.#wordsToo);
    this.#lookIntoBytes(view, signs, depth, layers);
    if ((signs & escapeSign) === 0) {
      return;
    }
    const plain = this.#view(depth);
    plain.setView(view);
    for (let layer = 0; layer < escapeLayers && unescapeOnce(plain); layer += 1) {
      this.#search(plain);
      this.#lookIntoBytes(plain, signsOf(plain, this.#wordsToo), depth + 1, layers);
    }
    plain.setView(view);
    if (unescapeFully(plain)) {
      this.#search(plain);
      this.#lookIntoBytes(plain, signsOf(plain, this.#wordsToo), depth + 1, layers);
    }
  }

  #lookIntoBytes(view: View, signs: number, depth: number, layers: number): void {
    if (layers === 0) {
      return;
    }
    for (const { sign, decoders } of spellings) {
      for (const decode of (signs & sign) === 0 ? [] : decoders) {
        const bytes = this.#view(depth);
        if (decode(view, bytes)) {
          this.#look(bytes, depth + 1, layers - 1);
        }
      }
    }
  }

  #search(view: View): void {
    const { codes, length } = view;
    const hashes = this.#hashes;
    let start = 0;
    for (let index = 0; index < length; index += 1) {
      start = (start << 8) | (folded(codes[index] as number) & 0xff);
      if (hashes[hashOf(start)] === 1 && index >= shortestInside - 1) {
        for (const needle of this.#needles.get(start) ?? []) {
          this.#compare(view, index - shortestInside + 1, needle);
        }
      }
    }
  }

  #compare({ codes, starts, ends, length }: View, start: number, needle: Needle): void {
    const wanted = needle.exact ?? needle.codes;
    const change = needle.exact ? withoutPlus : folded;
    const most = Math.min(wanted.length, length - start);
    let count = 0;
    while (count < most && change(codes[start + count] as number) === change(wanted[count] as number)) {
      count += 1;
    }
    if (count < shortestInside) {
      return;
    }
    const end = start + count;
    if (count === wanted.length) {
      this.#found.push({ start: starts[start] as number, end: ends[end - 1] as number });
    } else if (this.#isCut && length - end <= restOfEscape) {
      this.#found.push({ start: starts[start] as number, end: Number.MAX_SAFE_INTEGER });
    } else {
      const last = Math.min(end + restOfEscape, length);
      for (let cut = end; cut < last; cut += 1) {
        if (codes[cut] === ellipsis) {
          this.#found.push({ start: starts[start] as number, end: ends[cut - 1] as number });
          break;
        }
      }
    }
  }

  #view(depth: number): View {
    this.#views[depth] ??= new View();
    return this.#views[depth];
  }
}

/** A text, and as it is in capitals and in small letters where `folded` does not see that these are the same. */
function inEachCase(text: string): readonly string[] {
  return /[^\0-\x7f]/.test(text) ? [text, text.toUpperCase(), text.toLowerCase()] : [text];
}

/** One for upper and lower case of ASCII, and for a space and the `+` that forms write for it. */
function folded(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : withoutPlus(code);
}

function withoutPlus(code: number): number {
  return code === 43 ? 32 : code;
}

const { imul } = Math;

function hashOf(start: number): number {
  return imul(start, 0x9e3779b1) >>> 16;
}

function merged(spans: Span[]): Span[] {
  const all: Span[] = [];
  for (const span of spans.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = all.at(-1);
    if (last && span.start < last.end) {
      last.end = Math.max(last.end, span.end);
    } else {
      all.push(span);
    }
  }
  return all;
}
