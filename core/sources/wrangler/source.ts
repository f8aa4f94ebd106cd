import type { ManifestCursor } from '../cursor';
import type { WranglerDocument } from '../document';
import type { Change, Fold, Highlight, ManifestEdits, Source } from '../source';
import type { Writer } from '../writer';
import { addBindingTo, removeBinding, renameBinding, renameVariable, setField } from './edits';
import { readBindings } from './read';

/** One of the syntaxes that Wrangler's configuration is written in; its functions are those of `Reading`. */
interface WranglerSyntax<Document extends WranglerDocument> {
  /** Of file names, without dot, the one that counts first. */
  readonly extensions: readonly string[];
  read(text: string): Document;
  cursorAt(document: Document, offset: number): ManifestCursor | undefined;
  writerAt(document: Document, offset: number): Writer;
  folds?(document: Document): readonly Fold[];
  highlights?(document: Document): readonly Highlight[];
}

/** Wrangler's configuration in one of its syntaxes. */
export function wranglerSource<Document extends WranglerDocument>(syntax: WranglerSyntax<Document>): Source {
  const { extensions, folds, highlights } = syntax;
  // `--config` takes further names: `wrangler.staging.toml`.
  const claimed = new RegExp(`^wrangler([.-][\\w.-]+)?\\.(${extensions.join('|')})$`);
  const [only, ...others] = extensions;
  return {
    id: 'wrangler',
    names: extensions.map((extension) => `wrangler.${extension}`),
    watched: `**/wrangler*.${others.length > 0 ? `{${extensions.join(',')}}` : only}`,
    claims: (name) => claimed.test(name),
    read(text, kinds) {
      const document = syntax.read(text);
      return {
        document,
        model: readBindings(document, kinds),
        edit: (change) => editsOf(document, change),
        cursorAt: (offset) => syntax.cursorAt(document, offset),
        writerAt: (offset) => syntax.writerAt(document, offset),
        ...(folds ? { folds: () => folds(document) } : {}),
        ...(highlights ? { highlights: () => highlights(document) } : {}),
      };
    },
  };
}

function editsOf(document: WranglerDocument, change: Change): ManifestEdits {
  switch (change.type) {
    case 'add':
      return addBindingTo(document, change.kind, change.fields, change.environments);
    case 'remove':
      return removeBinding(document, change.binding);
    case 'rename':
      return renameBinding(document, change.binding, change.name);
    case 'rename-variable':
      return renameVariable(document, change.variable, change.name);
    case 'set':
      return setField(document, change.binding, change.field, change.value);
  }
}
