import type { TextEnd } from '../sandbox/places';

/**
 * Where SQL fails, zero-based, by what SQLite says of it: it counts from the start of a statement that it does not name.
 * The start of the text where that fits nowhere, or in more than one place.
 */
export function sqlErrorPlace(sql: string, message: string): TextEnd {
  const [, token = '', offset = ''] = /"(.+)"(?:: syntax error)? at offset (\d+)/s.exec(message) ?? [];
  const statements = [...sql.matchAll(/(?:^|;)(?:\s|--[^\n]*\n)*/g)].map(({ index, 0: { length } }) => index + length);
  const isToken = (at: number) =>
    sql.startsWith(token, at) && !/^\w\w$/.test(sql.slice(at + token.length - 1, at + token.length + 1));
  const places = statements.map((start) => start + Number(offset)).filter((at) => token !== '' && isToken(at));
  const [place] = places;
  if (place === undefined || places.length > 1) {
    return { line: 0, character: 0 };
  }
  const before = sql.slice(0, place);
  const line = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length - 1, character: place - line };
}
