import { line, lines, type StyledText } from './render/terminalText';

/** Something that could not be done: one plain sentence for the user. The command ends with exit code 2. */
export class Failure extends Error {}

/** What to tell the user of an error that ended a command. */
export function problemOf(error: unknown): StyledText {
  return error instanceof Failure
    ? line`${error.message}`
    : lines(`Something went wrong: ${error instanceof Error ? error.stack : error}`);
}
