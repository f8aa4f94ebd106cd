import type { Access } from '../../core/code/scan';
import { checkBindingName } from '../../core/model/names';
import type { Refused } from '../../core/refused';
import type { TextEdit, TextRange } from '../../core/text';
import type { FileEdits } from '../answers';
import { askTypeScript } from '../askTypeScript';
import { type BindingName, bindingNameAt } from '../bindings/names';
import { bindingUses } from '../bindings/uses';
import type { ServiceContext } from '../context';
import { tooLarge, type Unread, unreadCode } from '../unread';

/** What a rename would change, or why it cannot. */
export async function prepareRename(
  context: ServiceContext,
  path: string,
  offset: number,
): Promise<{ readonly range: TextRange } | Refused | undefined> {
  const binding = bindingNameAt(context, path, offset);
  return binding ? { range: binding.range } : askTypeScript(context, 'prepareRename', { path, offset });
}

/** Renames a binding in its manifest, in all environments, and in all code; any other name in its file. */
export async function rename(
  context: ServiceContext,
  path: string,
  offset: number,
  newName: string,
): Promise<readonly FileEdits[] | Refused> {
  const binding = bindingNameAt(context, path, offset);
  if (binding) {
    return renameEverywhere(context, binding, newName);
  }
  if (!identifier.test(newName)) {
    return { refused: `'${newName}' is not a valid name.` };
  }
  const edits = await askTypeScript(context, 'rename', { path, offset, newName });
  return edits && edits.length > 0 ? [{ path, edits }] : { refused: 'This name cannot be renamed.' };
}

/** The edits that give a binding another name, in the manifest and in the code of every Destination that has it. */
export function renameEverywhere(
  context: ServiceContext,
  { name, destinations, declarations }: BindingName,
  newName: string,
): readonly FileEdits[] | Refused {
  const manifest = destinations[0]?.manifest;
  const files: FileEdits[] = [];
  if (manifest?.document) {
    const edits: TextEdit[] = [];
    for (const declaration of declarations) {
      const refused = checkBindingName(manifest.model, newName, declaration.environment);
      const result = refused ? { refused } : manifest.edit({ type: 'rename', binding: declaration, name: newName });
      if ('refused' in result) {
        return result;
      }
      edits.push(...result.edits);
    }
    if (edits.length > 0) {
      files.push({ path: manifest.path, edits });
    }
  }
  for (const { root } of destinations) {
    for (const file of context.code.filesOf(root)) {
      const { path, text } = file;
      const edits = bindingUses(file).flatMap((use) =>
        use.name === name ? renamedUse(text, use.access, newName) : [],
      );
      if (edits.length > 0) {
        files.push({ path, edits });
      }
    }
  }
  return files;
}

/** Files and folders that could not be looked at and may use a binding: a rename leaves their uses as they are. */
export function mayHoldUses(context: ServiceContext, { name, destinations }: BindingName): readonly Unread[] {
  const { workspace } = context;
  const roots = destinations.map(({ root }) => root);
  const modules = roots.flatMap((root) => workspace.modules(root).paths);
  const isNamed = ({ path }: Unread) => workspace.documents.text(path)?.includes(name) ?? true;
  return [...unreadCode(context, roots), ...tooLarge(context, modules)].filter(isNamed);
}

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

function renamedUse(text: string, { range, form, isShorthand }: Access, newName: string): TextEdit {
  const isIdentifier = identifier.test(newName);
  const quoted = `'${newName.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  switch (form) {
    case 'element':
      return { range, newText: quoted.slice(1, -1) };
    case 'destructuring': {
      const isQuoted = /['"]/.test(text.charAt(range.start - 1));
      const key = isIdentifier || isQuoted ? newName : quoted;
      return { range, newText: isShorthand ? `${key}: ${text.slice(range.start, range.end)}` : key };
    }
    case 'member': {
      if (isIdentifier) {
        return { range, newText: newName };
      }
      const dot = text.lastIndexOf('.', range.start - 1);
      const isOptional = text.charAt(dot - 1) === '?';
      return { range: { start: isOptional ? dot + 1 : dot, end: range.end }, newText: `[${quoted}]` };
    }
  }
}
