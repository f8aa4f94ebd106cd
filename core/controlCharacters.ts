/*
 * Text of others (manifests, code, fixtures, logs, file names) can hold characters that a terminal or an editor obeys
 * instead of showing them: escape sequences that write the clipboard or clear the screen, marks that reorder a line
 * (Trojan Source, CVE-2021-42574), and characters without a glyph that make two names look the same. Where such text is
 * shown, these characters are written as JavaScript would: `\u001b`.
 *
 * Shown as they are: U+200C and U+200D, which scripts and emoji need, and the variation selectors U+FE00 to U+FE0F.
 */

/**
 * C0, DEL and C1 (`Cc`), the line and paragraph separators, the marks of the bidirectional algorithm and what Unicode
 * asks to show as nothing (`DI`, UAX #44; the interlinear annotations U+FFF9 to U+FFFB are not in it).
 */
const obeyed = /(?!\u200c|\u200d|[\ufe00-\ufe0f])[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{DI}\ufff9-\ufffb]/gu;
const obeyedInLines = new RegExp(`(?![\\n\\t])${obeyed.source}`, 'gu');
const obeyedInJson = new RegExp(`(?![\\n\\r\\t])${obeyed.source}`, 'gu');

/** Text for one line: every control character is escaped, line breaks and tabs too. */
export function escapeControls(text: string): string {
  return text.replace(obeyed, escaped);
}

/** Text for several lines: `\n` and `\t` stay as layout, `\r\n` becomes `\n`, any other control character is escaped. */
export function escapeControlsInLines(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(obeyedInLines, escaped);
}

/**
 * JSON text of the same value without control characters other than its own line breaks. `JSON.stringify` leaves DEL, C1
 * and what lies beyond Latin-1 as it is; in JSON text these stand in strings alone, so that an escape means the same.
 */
export function escapeControlsInJson(json: string): string {
  return json.replace(obeyedInJson, escaped);
}

/** A character as `\u` escapes of its UTF-16 code units. */
function escaped(character: string): string {
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}
