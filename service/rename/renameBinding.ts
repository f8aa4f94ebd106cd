import { type Mention, mentionReasons, occurrencesOf } from '../../core/mentions/mention';
import { checkBindingName, checkVariableName } from '../../core/model/names';
import type { Refused } from '../../core/refused';
import type { Change } from '../../core/sources/source';
import type { TextEdit, TextRange } from '../../core/text';
import type { FileEdits } from '../answers';
import type { ServiceContext } from '../context';
import { asTooLarge, isTooLarge, type Unread, unreadCode } from '../unread';
import type { Manifest } from '../workspace/manifest';
import { filesWithName, textNow } from './filesWithName';
import { placesIn } from './knownUses';
import { renamedMention } from './renamedName';
import { isVariable, type RenamedThing } from './renamedThing';
import { searchedFolders } from './searchedFiles';

/** A place that may be a use of a binding and is not followed: a person decides. */
export interface PossibleUse {
  readonly path: string;
  /** The name, without quotes. */
  readonly range: TextRange;
  /** One sentence. */
  readonly reason: string;
  /** What gives the place the new name, too. */
  readonly edit: TextEdit;
}

/** What a rename changes, and what it cannot know. */
export interface Renaming {
  readonly oldName: string;
  readonly kind: 'binding' | 'variable';
  /** The manifest, and every use that is known. */
  readonly files: readonly FileEdits[];
  /** Where the old name still stands and may be the binding, by path and place. */
  readonly left: readonly PossibleUse[];
  /** Files and folders that could not be looked at and may use the binding. */
  readonly unread: readonly Unread[];
  /** The texts that the edits and places are of, by path. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Gives a binding or a variable another name in the manifest, in all environments, and wherever the code, simulations, secrets files and tests of
 * its Destinations are known to use it; and tells where else the old name stands. Refused where the name cannot be.
 */
export async function renameBinding(
  context: ServiceContext,
  thing: RenamedThing,
  newName: string,
): Promise<Renaming | Refused> {
  const { name, destinations } = thing;
  const manifest = destinations[0]?.manifest;
  const declared = manifest ? declarationEdits(manifest, thing, newName) : { edits: [] };
  if ('refused' in declared) {
    return declared;
  }
  const { own, beside } = searchedFolders(context, destinations);
  const roots = destinations.map(({ root }) => root);
  const found = await filesWithName(context, [...own, ...beside], name);
  if (context.cancellation?.isCancellationRequested) {
    return { refused: 'The rename was cancelled.' };
  }
  const files: FileEdits[] = [];
  const left: PossibleUse[] = [];
  const unread = [...unreadOf(context, thing), ...found.unread];
  const texts = new Map<string, string>();
  if (manifest && declared.edits.length > 0) {
    files.push({ path: manifest.path, edits: declared.edits });
  }
  // Stage files first, then modules, as everywhere; what else there is comes behind.
  const paths = new Set([...roots.flatMap((root) => context.code.pathsOf(root)), ...found.paths]);
  for (const path of paths) {
    const text = path === manifest?.path ? undefined : textNow(context, path);
    if (text !== undefined && occurrencesOf(text, name).length > 0 && isTooLarge(text)) {
      unread.push(asTooLarge(path));
    } else if (text?.includes(name)) {
      const other = context.workspace.manifestAt(path);
      const { edits, mentions } = other
        ? { edits: [], mentions: declarationsIn(other, name) }
        : placesIn(context, thing, path, text, newName);
      texts.set(path, text);
      if (edits.length > 0) {
        files.push({ path, edits });
      }
      left.push(...mentions.map((mention) => possibleUse(path, text, mention, name, newName)));
    }
  }
  left.sort((a, b) => (a.path === b.path ? a.range.start - b.range.start : a.path < b.path ? -1 : 1));
  const kind = isVariable(thing) ? 'variable' : 'binding';
  return { oldName: name, kind, files, left, unread: withoutRepeats(unread), texts };
}

function declarationEdits(
  manifest: Manifest,
  thing: RenamedThing,
  newName: string,
): { readonly edits: readonly TextEdit[] } | Refused {
  const { model } = manifest;
  const changes: readonly { readonly environment: string | null; readonly change: Change }[] = [
    ...thing.declarations.map((binding) => ({
      environment: binding.environment,
      change: { type: 'rename' as const, binding, name: newName },
    })),
    ...thing.variables.map((variable) => ({
      environment: variable.environment,
      change: { type: 'rename-variable' as const, variable, name: newName },
    })),
  ];
  // Secrets may be in no manifest.
  const taken = changes.length === 0 && isVariable(thing) ? checkVariableName(model, newName, null) : undefined;
  if (taken !== undefined) {
    return { refused: taken };
  }
  const edits: TextEdit[] = [];
  for (const { environment, change } of changes) {
    const refused = checkBindingName(model, newName, environment);
    const result = refused ? { refused } : manifest.edit(change);
    if ('refused' in result) {
      return result;
    }
    edits.push(...result.edits);
  }
  return { edits };
}

/** Another manifest, as `wrangler.staging.toml`, is for another deployment of the same code, or of other code. */
function declarationsIn({ model }: Manifest, name: string): readonly Mention[] {
  return [...model.bindings, ...(model.previews ?? []), ...model.variables].flatMap((each) =>
    each.name === name ? [{ range: each.nameRange, form: 'declaration' as const }] : [],
  );
}

function possibleUse(path: string, text: string, mention: Mention, name: string, newName: string): PossibleUse {
  return {
    path,
    range: mention.range,
    reason: `${name} ${mentionReasons[mention.form]}.`,
    edit: renamedMention(text, mention, newName),
  };
}

/** Code and folders that could not be looked at: what uses the name in them stays as it is. */
function unreadOf(context: ServiceContext, { name, destinations }: RenamedThing): readonly Unread[] {
  const { workspace } = context;
  return unreadCode(
    context,
    destinations.map(({ root }) => root),
  ).filter(({ path }) => workspace.documents.text(path)?.includes(name) ?? true);
}

const withoutRepeats = (unread: readonly Unread[]) => [...new Map(unread.map((each) => [each.path, each])).values()];
