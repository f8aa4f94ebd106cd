import type { RefusedAt } from '../operations/refusedAt';
import { line, lines, type StyledText } from './render/terminalText';

/** A refusal on one line of a terminal: `file:line:column - sentence`, one-based, where it belongs to a place. */
export function refusalText({ refused, at }: RefusedAt): StyledText {
  return at ? line`${at.file}:${at.line + 1}:${at.character + 1} - ${refused}` : line`${refused}`;
}

/** What to tell the user of an exception: it is a mistake of ours, and its stack helps who reports it. */
export function exceptionText(error: unknown): StyledText {
  return lines(`Something went wrong: ${error instanceof Error ? error.stack : error}`);
}
