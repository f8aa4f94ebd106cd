import type { ScalarNode } from '../document';

/** What a bare word is: its type and value, `newer` where only TOML 1.1 has it, or the sentence that says what is wrong. */
export type BareValue =
  | { readonly type: ScalarNode['type']; readonly value: ScalarNode['value']; readonly newer?: string }
  | { readonly wrong: string };

const integer = /^[+-]?(?:0|[1-9](?:_?\d)*)$/;
const prefixed = /^0(?:x[\da-fA-F](?:_?[\da-fA-F])*|o[0-7](?:_?[0-7])*|b[01](?:_?[01])*)$/;
const float = /^[+-]?(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?$/;
const special = /^([+-]?)(inf|nan)$/;
const dateOrTime =
  /^(?:(\d{4})-(\d\d)-(\d\d))?(?:(?:^|[Tt ])(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?([Zz]|[+-](\d\d):(\d\d))?)?$/;

const largest = 2n ** 63n;

/** No number or date is longer. Longer words would only exhaust the regular expressions. */
const longestWord = 1000;

/** Reads a value that is neither string nor bracketed: a number, boolean, date or time. */
export function bareValue(word: string): BareValue {
  if (word === 'true' || word === 'false') {
    return { type: 'boolean', value: word === 'true' };
  }
  if (word.length > longestWord) {
    return { wrong: 'This is not a value. Strings need quotes.' };
  }
  if (integer.test(word) || prefixed.test(word)) {
    const value = BigInt(word.replace(/_|^\+/g, '').replace(/^-/, '')) * (word.startsWith('-') ? -1n : 1n);
    if (value >= largest || value < -largest) {
      return { wrong: `${word} does not fit into 64 bits.` };
    }
    const short = Number(value);
    return { type: 'number', value: Number.isSafeInteger(short) ? short : value };
  }
  if (float.test(word)) {
    return { type: 'number', value: Number(word.replaceAll('_', '')) };
  }
  const named = special.exec(word);
  if (named) {
    return { type: 'number', value: named[2] === 'nan' ? Number.NaN : named[1] === '-' ? -Infinity : Infinity };
  }
  return dateValue(word) ?? { wrong: `“${shortened(word)}” is not a value. Strings need quotes.` };
}

function dateValue(word: string): BareValue | undefined {
  const match = dateOrTime.exec(word);
  if (!match || word === '') {
    return undefined;
  }
  const [, year, month, day, hour, minute, second, zone, zoneHour, zoneMinute] = match;
  if (year === undefined && (zone !== undefined || !/^\d/.test(word))) {
    return undefined;
  }
  const dateIsReal = year === undefined || isDate(Number(year), Number(month), Number(day));
  const timeIsReal =
    hour === undefined || (Number(hour) < 24 && Number(minute) < 60 && (second === undefined || Number(second) <= 60));
  const zoneIsReal = zoneHour === undefined || (Number(zoneHour) < 24 && Number(zoneMinute) < 60);
  if (!dateIsReal || !timeIsReal || !zoneIsReal) {
    return { wrong: `${word} is not a date or time that exists.` };
  }
  const shortTime = hour !== undefined && second === undefined;
  return { type: 'date', value: word, ...(shortTime ? { newer: 'Times without seconds' } : {}) };
}

function isDate(year: number, month: number, day: number): boolean {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days;
}

function shortened(word: string): string {
  return word.length > 40 ? `${word.slice(0, 40)}…` : word;
}
