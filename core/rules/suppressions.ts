import type { TextRange } from '../text';
import { type Finding, findings } from './rule';
import { uselessSuppression } from './uselessSuppression';

/** What a suppression is matched with. */
interface Reported {
  readonly range: TextRange;
  readonly code: string | number;
}

/** A comment that suppresses findings. */
export interface Suppression {
  /** The comment, from its mark to its end. */
  readonly range: TextRange;
  /** Offsets of the line that it speaks of. */
  readonly line: TextRange;
  /** None means all. */
  readonly codes: readonly string[];
}

const comment = /(\/\/|#|\/\*)[ \t]*infra-ignore\b([^\n\r*]*)(\*\/)?/g;

/**
 * Leaves out what comments suppress: `// infra-ignore undeclared-binding`, on the line itself or on a line of its own
 * before it; without a code, everything. Also tells which comments suppress nothing.
 */
export function suppress<T extends Reported>(
  text: string,
  found: readonly T[],
): { readonly kept: readonly T[]; readonly useless: readonly Finding[] } {
  // Most texts have none, and are as quickly passed over.
  const suppressions = text.includes('infra-ignore') ? findSuppressions(text) : [];
  const used = new Set<Suppression>();
  const kept = found.filter(({ range, code }) => {
    const matching = suppressions.filter(
      ({ line, codes }) =>
        line.start <= range.start && range.start <= line.end && (codes.length === 0 || codes.includes(String(code))),
    );
    for (const each of matching) {
      used.add(each);
    }
    return matching.length === 0;
  });
  const unused = suppressions.filter((each) => !used.has(each));
  return { kept, useless: findings([uselessSuppression], { text, unused }) };
}

function findSuppressions(text: string): readonly Suppression[] {
  return [...text.matchAll(comment)].map((match) => {
    const start = match.index;
    const range = { start, end: start + match[0].trimEnd().length };
    // Words behind `--` explain, they are no codes.
    const codes =
      (match[2] ?? '')
        .split('--')[0]
        ?.split(/[\s,]+/)
        .filter(Boolean) ?? [];
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const isAlone = (text.slice(lineStart, start) + text.slice(range.end, lineEnd(text, range.end))).trim() === '';
    const from = isAlone ? lineEnd(text, range.end) + 1 : lineStart;
    return { range, line: { start: from, end: lineEnd(text, from) }, codes };
  });
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
