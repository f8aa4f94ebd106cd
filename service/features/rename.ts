import type { Refused } from '../../core/refused';
import type { TextRange } from '../../core/text';
import { askTypeScript } from '../askTypeScript';
import type { ServiceContext } from '../context';
import { type Renaming, renameBinding } from '../rename/renameBinding';
import { isIdentifier } from '../rename/renamedName';
import { thingAt } from '../rename/renamedThing';

/** What a rename would change, or why it cannot. */
export async function prepareRename(
  context: ServiceContext,
  path: string,
  offset: number,
): Promise<{ readonly range: TextRange } | Refused | undefined> {
  const thing = thingAt(context, path, offset);
  return thing ? { range: thing.range } : askTypeScript(context, 'prepareRename', { path, offset });
}

/** Renames a binding or a variable in its manifest, in all environments, and in all code; any other name in its file. */
export async function rename(
  context: ServiceContext,
  path: string,
  offset: number,
  newName: string,
): Promise<Renaming | Refused> {
  const thing = thingAt(context, path, offset);
  if (thing) {
    return renameBinding(context, thing, newName);
  }
  if (!isIdentifier(newName)) {
    return { refused: `'${newName}' is not a valid name.` };
  }
  const edits = await askTypeScript(context, 'rename', { path, offset, newName });
  return edits && edits.length > 0
    ? { oldName: '', kind: 'variable', files: [{ path, edits }], left: [], unread: [], texts: new Map() }
    : { refused: 'This name cannot be renamed.' };
}
