/** What is typed of a name. */
const namePart = /[\w$]/;
/** `headers` of `request.headers.ge`. */
const memberBefore = /\.\s*([\w$]+)\s*\??\.\s*[\w$]*$/;

/** How far back it looks: further than a line that somebody reads. */
const farthest = 200;

/**
 * Whether a name below some others may stand or be typed at an offset: behind a dot, unless that of a member called
 * otherwise (`request.headers.|`); as a key of a pattern; in quotes. Costs next to nothing and rules most places out.
 */
export function mayLeadTo(text: string, offset: number, isOneOf: (name: string) => boolean): boolean {
  const first = Math.max(0, offset - farthest);
  let at = offset - 1;
  while (at >= first && namePart.test(text.charAt(at))) {
    at--;
  }
  while (at >= first && text.charAt(at).trim() === '') {
    at--;
  }
  if (at < first) {
    return false;
  }
  if (text.charAt(at) === '.') {
    const member = memberBefore.exec(text.slice(first, offset))?.[1];
    return member === undefined || isOneOf(member);
  }
  return '{,\'"`-'.includes(text.charAt(at));
}
