import type { SyntaxProblem } from './document';

/** How deep values may nest. Deeper text is reported and skipped, so that no input can exhaust the stack. */
export const maximumDepth = 100;

/** More problems than this are not reported: one broken text would fill the Problems panel. */
const maximumProblems = 1000;

/** Collects the problems of one text. */
export class Problems {
  private readonly collected: SyntaxProblem[] = [];

  /** Whether no further problem is taken. */
  get full(): boolean {
    return this.collected.length >= maximumProblems;
  }

  /** Notes a problem at `[start, end)`; an empty range grows by one so that it can be seen. */
  report(message: string, start: number, end: number): void {
    if (!this.full) {
      this.collected.push({ message, range: { start, end: Math.max(end, start + 1) } });
    }
  }

  /** All problems in the order of the text, clamped into its `length`. */
  inOrder(length: number): SyntaxProblem[] {
    return this.collected
      .map(({ message, range }) => {
        const end = Math.min(range.end, length);
        return { message, range: { start: Math.max(0, Math.min(range.start, end - 1)), end } };
      })
      .sort((a, b) => a.range.start - b.range.start);
  }
}
