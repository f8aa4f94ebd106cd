import type { LineIndex, Position, TextRange } from '../core/text';

export const print = (text: string) => process.stdout.write(`${text}\n`);
export const printError = (text: string) => process.stderr.write(`${text}\n`);
export const printJson = (value: unknown) => print(JSON.stringify(value, jsonValue, 2));

/** TOML has integers beyond JSON's. */
function jsonValue(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/** A range as LSP writes it, for JSON. */
export function jsonRange(lines: LineIndex, { start, end }: TextRange): { start: Position; end: Position } {
  return { start: lines.positionAt(start), end: lines.positionAt(end) };
}

/** `file:line:column`, one-based, as terminals link it. */
export function place(file: string, lines: LineIndex, offset: number): string {
  const { line, character } = lines.positionAt(offset);
  return `${file}:${line + 1}:${character + 1}`;
}

/** "1 error", "2 errors". */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
