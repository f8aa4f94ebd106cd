// Comments make up two thirds of the declarations. They are kept beside them, to be read when somebody looks at one.
import ts from 'typescript';

/**
 * Takes the comments out of TypeScript.
 * @param {string} text
 * @returns {{ text: string, comments: Record<number, string> }} the rest, and each JSDoc comment by the offset in it of
 *   what it is about
 */
export function withoutComments(text) {
  const scanner = ts.createScanner(ts.ScriptTarget.ESNext, false, ts.LanguageVariant.Standard, text);
  /** @type {Record<number, string>} */
  const comments = {};
  // Pieces, not one text that grows: looking at the end of one makes it whole each time.
  /** @type {string[]} */
  const pieces = [];
  let length = 0;
  const add = (/** @type {string} */ piece) => {
    pieces.push(piece);
    length += piece.length;
  };
  const ends = () => pieces.at(-1)?.at(-1) ?? '';
  let comment = '';
  /** How many braces are open in each `${}` that is. */
  /** @type {number[]} */
  const templates = [];
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    if (kind === ts.SyntaxKind.CloseBraceToken && templates.at(-1) === 0) {
      kind = scanner.reScanTemplateToken(false);
    }
    if (kind === ts.SyntaxKind.TemplateHead) {
      templates.push(0);
    } else if (kind === ts.SyntaxKind.TemplateTail) {
      templates.pop();
    } else if (templates.length > 0 && kind === ts.SyntaxKind.OpenBraceToken) {
      templates.push((templates.pop() ?? 0) + 1);
    } else if (templates.length > 0 && kind === ts.SyntaxKind.CloseBraceToken) {
      templates.push((templates.pop() ?? 0) - 1);
    }
    const token = scanner.getTokenText();
    if (kind === ts.SyntaxKind.MultiLineCommentTrivia) {
      comment = token.startsWith('/**') ? token : comment;
    } else if (kind === ts.SyntaxKind.NewLineTrivia) {
      if (ends() !== '\n') {
        add('\n');
      }
    } else if (kind === ts.SyntaxKind.WhitespaceTrivia) {
      if (!/\s/.test(ends())) {
        add(' ');
      }
    } else if (kind !== ts.SyntaxKind.SingleLineCommentTrivia) {
      if (comment) {
        if (comment.includes('@deprecated')) {
          add(deprecation);
        }
        comments[length] = comment;
        comment = '';
      }
      add(token);
    }
  }
  return { text: pieces.join(''), comments };
}

/** The one thing that a comment says to a program: the name is struck out. TypeScript reads it for the sake of `@see`. */
const deprecation = '/** @deprecated @see */';
