/** The character before the name that is typed at the end of a text. */
const characterBefore = /(\S?)\s*[\w$]*$/;
/** `headers` of `request.headers.ge`. */
const memberBefore = /\.\s*([\w$]+)\s*\??\.\s*[\w$]*$/;

/** How far back it looks: further than a line that somebody reads. */
const farthest = 200;

/**
 * Whether a name below some others may stand or be typed at an offset: behind a dot, unless that of a member called
 * otherwise (`request.headers.|`); as a key of a pattern; in quotes. Costs next to nothing and rules most places out.
 */
export function mayLeadTo(text: string, offset: number, isOneOf: (name: string) => boolean): boolean {
  const before = text.slice(Math.max(0, offset - farthest), offset);
  const character = characterBefore.exec(before)?.[1] ?? '';
  if (character === '.') {
    const member = memberBefore.exec(before)?.[1];
    return member === undefined || isOneOf(member);
  }
  return character !== '' && '{,\'"`-'.includes(character);
}
