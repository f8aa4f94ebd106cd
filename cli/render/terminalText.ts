import { escapeControls, escapeControlsInJson, escapeControlsInLines } from '../../core/controlCharacters';

/*
 * What goes to a terminal is made here. A terminal obeys control characters, so text of others is escaped where it becomes
 * a part of such text, and the codes of our own colours are added last: a string cannot be printed but through `line`,
 * `lines` or `jsonForTerminal`.
 */

declare const brand: unique symbol;

/** Text that a terminal can have as it is. */
export type TerminalText = string & { readonly [brand]: true };

/** The codes that begin and end a style: ECMA-48, 8.3.117 (SGR). */
const styles = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
} as const;

type Style = keyof typeof styles;

interface Piece {
  /** Without control characters but `\n` and `\t`. */
  readonly text: string;
  readonly style?: Style | undefined;
}

/** Text with styles, of which a terminal that shows no colours gets the text. */
export class StyledText {
  constructor(private readonly pieces: readonly Piece[]) {}

  render(color: boolean): TerminalText {
    const rendered = this.pieces.map(({ text, style }) => {
      const [begin, end] = styles[style ?? 'bold'];
      return color && style && text !== '' ? `\u001b[${begin}m${text}\u001b[${end}m` : text;
    });
    return rendered.join('') as TerminalText;
  }

  /** The same in a style, but for what has one. */
  in(style: Style): StyledText {
    return new StyledText(this.pieces.map((piece) => ({ ...piece, style: piece.style ?? style })));
  }

  /** Its lines. */
  split(): StyledText[] {
    const all: Piece[][] = [[]];
    for (const { text, style } of this.pieces) {
      const [first = '', ...more] = text.split('\n');
      all.at(-1)?.push({ text: first, style });
      all.push(...more.map((each) => [{ text: each, style }]));
    }
    return all.map((pieces) => new StyledText(pieces));
  }

  static join(parts: readonly StyledText[], separator: string): StyledText {
    return new StyledText(
      parts.flatMap(({ pieces }, index) => (index === 0 ? pieces : [{ text: separator }, ...pieces])),
    );
  }
}

/** What text is made of: strings are text of others, on one line. */
type Part = string | number | StyledText;

/** A template of our own text. Control characters in the strings that it is filled with are escaped, line breaks too. */
export function line(template: TemplateStringsArray, ...values: readonly Part[]): StyledText {
  const parts = template.flatMap((text, index) => [
    new StyledText([{ text }]),
    ...values.slice(index, index + 1).map(styled),
  ]);
  return StyledText.join(parts, '');
}

/** Text of others on lines of its own: line breaks and tabs stay. */
export function lines(text: string): StyledText {
  return new StyledText([{ text: escapeControlsInLines(text) }]);
}

function styled(part: Part): StyledText {
  return part instanceof StyledText ? part : new StyledText([{ text: escapeControls(`${part}`) }]);
}

/** Each style as a function. */
export const paint: Readonly<Record<Style, (part: Part) => StyledText>> = {
  bold: (part) => styled(part).in('bold'),
  dim: (part) => styled(part).in('dim'),
  red: (part) => styled(part).in('red'),
  green: (part) => styled(part).in('green'),
  yellow: (part) => styled(part).in('yellow'),
  blue: (part) => styled(part).in('blue'),
  cyan: (part) => styled(part).in('cyan'),
};

/** A value as JSON: what it is parsed to is the same, and a terminal shows all of it. TOML has integers beyond JSON's. */
export function jsonForTerminal(value: unknown, indent?: number): TerminalText {
  const json = JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? String(each) : each), indent);
  return escapeControlsInJson(json) as TerminalText;
}
