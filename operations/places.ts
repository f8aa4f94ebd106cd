import type { LineIndex, Position, TextRange } from '../core/text';

/** A stretch of a file as LSP counts it: zero-based lines and UTF-16 characters. */
export interface PositionRange {
  readonly start: Position;
  readonly end: Position;
}

export function positionRange(lines: LineIndex, { start, end }: TextRange): PositionRange {
  return { start: lines.positionAt(start), end: lines.positionAt(end) };
}
