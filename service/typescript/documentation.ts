import * as ts from 'typescript';
import { type Markdown, markdown, markdownOfOthers, noMarkdown, paragraphs, text as plain } from '../markdown';
import type { Context } from './context';

/*
 * Programs are built without the comments of libraries, which would cost a third of the time and memory of a start.
 * Here they are read, where somebody looks at one.
 */

/** Documentation and tags of a symbol as Markdown; empty for one of a library. */
export function documentationOf(
  parts: readonly ts.SymbolDisplayPart[] | undefined,
  tags: readonly ts.JSDocTagInfo[] | undefined,
): Markdown {
  return described(
    ts.displayPartsToString(parts ? [...parts] : []),
    (tags ?? [])
      .map(({ name, text }) => ({ name, text: ts.displayPartsToString(text ? [...text] : []) }))
      .filter(({ name, text }) => text !== '' || !onlyForTheParser.includes(name)),
  );
}

/** The tags that declarations/comments.mjs leaves in a library. */
const onlyForTheParser = ['deprecated', 'see'];

/** What the declaration of the name at an offset of the virtual document says of it, as Markdown. */
export function documentationAt({ project, service, document }: Context, offset: number): Markdown {
  const definitions = service.getDefinitionAtPosition(document.path, offset) ?? [];
  return firstComment(
    project,
    definitions.map(({ fileName, textSpan, contextSpan }) => ({ fileName, start: (contextSpan ?? textSpan).start })),
  );
}

/** What the first of some declarations that has a comment says. */
export function documentationOfDeclarations(
  { project }: Context,
  declarations: readonly ts.Declaration[] | undefined,
): Markdown {
  return firstComment(
    project,
    (declarations ?? []).map((declaration) => {
      const statement = ts.isVariableDeclaration(declaration) && ts.findAncestor(declaration, ts.isVariableStatement);
      const node = statement || declaration;
      return { fileName: node.getSourceFile().fileName, start: node.getStart() };
    }),
  );
}

function firstComment(
  { libraries }: Context['project'],
  places: readonly { readonly fileName: string; readonly start: number }[],
): Markdown {
  for (const { fileName, start } of places) {
    const comment = libraries.comment(fileName, start);
    if (comment) {
      return readComment(comment);
    }
  }
  return noMarkdown;
}

/** A JSDoc comment as Markdown. */
function readComment(comment: string): Markdown {
  const source = ts.createSourceFile('comment.ts', `${comment}\nlet x;`, ts.ScriptTarget.ESNext, true);
  const comments = source.statements.flatMap((statement) => ts.getJSDocCommentsAndTags(statement)).filter(ts.isJSDoc);
  return described(
    comments.map(({ comment: text }) => ts.getTextOfJSDocComment(text) ?? '').join('\n'),
    comments.flatMap(({ tags = [] }) =>
      tags.map((tag) => {
        const name = ts.isJSDocParameterTag(tag) ? tag.name.getText(source) : '';
        return { name: tag.tagName.text, text: `${name} ${ts.getTextOfJSDocComment(tag.comment) ?? ''}`.trim() };
      }),
    ),
  );
}

function described(text: string, tags: readonly { readonly name: string; readonly text: string }[]): Markdown {
  return paragraphs([
    markdownOfOthers(text),
    ...tags.map((tag) => markdown`*@${plain(tag.name)}* ${markdownOfOthers(tag.text)}`),
  ]);
}
