import {
  bitsOf,
  decodeBase64,
  decodeHex,
  decodeList,
  isBetween,
  shortestBase64,
  shortestHex,
  shortestList,
} from './bytes';
import { hexDigit, View } from './view';

type Decoder = (from: View, to: View) => boolean;

const [base64Sign, hexSign, listSign] = [1, 2, 4];
/** What may stand between the numbers of a list. */
const betweenSign = 8;
/** Characters that may be an escape, or begin one. */
export const escapeSign = 16;

/** Ways of writing bytes as text: the sign of each, and a decoder for each place where a byte may begin. */
export const spellings: readonly { readonly sign: number; readonly decoders: readonly Decoder[] }[] = [
  { sign: base64Sign, decoders: decodersFor([0, 1, 2, 3], decodeBase64) },
  { sign: hexSign, decoders: decodersFor([0, 1], decodeHex) },
  { sign: listSign, decoders: decodersFor([16, 10], decodeList) },
];

function decodersFor(options: readonly number[], decode: (from: View, to: View, option: number) => boolean): Decoder[] {
  return options.map((option) => (from, to) => decode(from, to, option));
}

/** By code unit, the signs that a character is part of. */
const signs = new Uint8Array(128);
/** By code unit, what a letter or a digit does to a word: see `wordAfter`. */
const letters = new Uint8Array(128);
const [capital, small, digit] = [1, 2, 3];
for (let code = 0; code < 128; code += 1) {
  const hex = hexDigit(code) >= 0 ? hexSign | listSign : 0;
  const escapes = code === 0 || code === 37 || code === 38 || code === 92 ? escapeSign : 0;
  signs[code] = (bitsOf(code) === 64 ? 0 : base64Sign) | hex | escapes | (isBetween(code) ? betweenSign : 0);
  letters[code] =
    code >= 48 && code <= 57 ? digit : code >= 97 && code <= 122 ? small : code >= 65 && code <= 90 ? capital : 0;
}

/** What a run of characters of Base64 has been so far. A word is in capitals, in small letters after one or no capital, or a number. */
const [start, oneCapital, capitals, smalls, number, noWords] = [0, 1, 2, 3, 4, 5];
/** By what a run is and by the kind of its next character, what it is then. `-`, `_`, `/` and `+` are between words. */
const wordAfter: readonly (readonly number[])[] = [
  [start, oneCapital, smalls, number],
  [start, capitals, smalls, noWords],
  [start, capitals, noWords, noWords],
  [start, noWords, smalls, noWords],
  [start, noWords, noWords, number],
  [noWords, noWords, noWords, noWords],
];

/**
 * What a view may spell bytes in, and whether it has escapes: a sum of signs, found in one pass because most text has
 * none. With `wordsToo`, a run of plain words counts as Base64.
 */
export function signsOf({ codes, length }: View, wordsToo: boolean): number {
  let found = 0;
  let base64 = 0;
  let word: number = start;
  let hex = 0;
  let numbers = 0;
  for (let index = 0; index < length; index += 1) {
    const code = codes[index] as number;
    const sign = code < 128 ? (signs[code] as number) : 0;
    if ((sign & base64Sign) !== 0) {
      base64 += 1;
      word = wordAfter[word]?.[letters[code] as number] as number;
      if (base64 >= shortestBase64 && (wordsToo || word === noWords)) {
        found |= base64Sign;
      }
    } else if (code !== 10 && code !== 13) {
      base64 = 0;
      word = start;
    }
    if ((sign & hexSign) !== 0) {
      hex += 1;
      if (hex === shortestHex) {
        found |= hexSign;
      }
      // The last number of a list has nothing after it.
      if (numbers === shortestList - 1) {
        found |= listSign;
      }
    } else {
      const isDoubled = (code === 34 || code === 39) && index > 0 && codes[index - 1] === code;
      found |= isDoubled ? escapeSign : sign & escapeSign;
      if ((sign & betweenSign) === 0) {
        // The x of 0x73 belongs to the number.
        numbers = (code | 32) === 120 && hex === 1 ? numbers : 0;
      } else if (hex > 0) {
        numbers += 1;
      }
      hex = 0;
    }
  }
  return found;
}

/**
 * Whether Base64 of a text could be taken for plain words, wherever in it the text begins. Six characters and more that
 * are none are so rarely words that most text need not be decoded.
 */
export function isWordsInBase64(text: string): boolean {
  const view = new View();
  const forms = [Buffer.from(text), Buffer.from(text, 'latin1')];
  const placed = forms.flatMap((form) => [0, 1, 2].map((offset) => ({ form, offset })));
  return placed.some(({ form, offset }) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), form]);
    // The characters at the edges depend on what is around the text.
    const whole = bytes.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
    view.reset(whole.length + shortestBase64);
    for (const character of whole) {
      view.add(character.charCodeAt(0), 0, 0);
    }
    // A few more of the last, so that a short one is long enough.
    for (let more = 0; more < shortestBase64; more += 1) {
      view.add(whole.charCodeAt(whole.length - 1), 0, 0);
    }
    return (signsOf(view, false) & base64Sign) === 0;
  });
}
