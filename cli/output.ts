import type { Position } from '../core/text';
import { jsonForTerminal, type StyledText, type TerminalText } from './render/terminalText';

/** Prints text without colours, or text that has them. */
export const print = (text: StyledText | TerminalText) => process.stdout.write(`${rendered(text)}\n`);
export const printError = (text: StyledText) => process.stderr.write(`${rendered(text)}\n`);
export const printJson = (value: unknown) => print(jsonForTerminal(value, 2));

function rendered(text: StyledText | TerminalText): TerminalText {
  return typeof text === 'string' ? text : text.render(false);
}

/** `file:line:column`, one-based, as terminals link it. */
export function place(file: string, { line, character }: Position): string {
  return `${file}:${line + 1}:${character + 1}`;
}

/** "1 error", "2 errors". */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
