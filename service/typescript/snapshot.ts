import * as ts from 'typescript';

/** A text that tells how it differs from another, so that only what was edited is parsed again. */
export function snapshotOf(text: string): ts.IScriptSnapshot {
  return {
    getText: (start, end) => text.substring(start, end),
    getLength: () => text.length,
    getChangeRange: (old) => changeRange(old.getText(0, old.getLength()), text),
  };
}

/** The one stretch of a text that differs from what it was. */
function changeRange(old: string, text: string): ts.TextChangeRange {
  const shorter = Math.min(old.length, text.length);
  let start = 0;
  while (start < shorter && old.charCodeAt(start) === text.charCodeAt(start)) {
    start++;
  }
  let end = 0;
  while (end < shorter - start && old.charCodeAt(old.length - 1 - end) === text.charCodeAt(text.length - 1 - end)) {
    end++;
  }
  return ts.createTextChangeRange(ts.createTextSpanFromBounds(start, old.length - end), text.length - end - start);
}
