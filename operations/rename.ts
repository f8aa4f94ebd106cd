import { isRefused, type Refused } from '../core/refused';
import { LineIndex } from '../core/text';
import { type Renaming as BindingRenaming, renameBinding } from '../service/rename/renameBinding';
import { isVariable, thingNamed } from '../service/rename/renamedThing';
import type { Edits } from './edits';
import { readManifest } from './manifest';
import { type PositionRange, positionRange } from './places';
import type { Project } from './project';
import { type UnreadFile, unreadFile } from './unread';

export interface RenameRequest {
  readonly name: string;
  readonly newName: string;
}

/** Where the old name still stands and may be the binding: a person decides. */
export interface LeftPlace {
  /** Relative to the root. */
  readonly file: string;
  /** The name, without quotes. */
  readonly range: PositionRange;
  /** One sentence. */
  readonly reason: string;
  /** The line of text that it stands in, cut where it is long. */
  readonly text: string;
}

export interface Renaming extends Edits {
  readonly left: readonly LeftPlace[];
  /** Files that could not be looked at and may use the binding: the edits leave them as they are. */
  readonly unread: readonly UnreadFile[];
}

/**
 * The edits that give a binding or a variable another name in the manifest, in all environments, and wherever it is known
 * to be used; and the places where the old name is left.
 */
export async function rename(project: Project, { name, newName }: RenameRequest): Promise<Renaming | Refused> {
  const manifest = readManifest(project);
  if (isRefused(manifest)) {
    return manifest;
  }
  const { service, root } = project;
  const thing = thingNamed(service, service.workspace.destination(root), name);
  if (thing.declarations.length === 0 && !isVariable(thing)) {
    return { refused: `${manifest.file} declares no '${name}'.` };
  }
  const renaming = await renameBinding(service, thing, newName);
  if (isRefused(renaming)) {
    return renaming;
  }
  const { files, unread } = renaming;
  return { files, left: leftPlaces(project, renaming), unread: unread.map((each) => unreadFile(project, each)) };
}

function leftPlaces({ relative }: Project, { left, texts }: BindingRenaming): readonly LeftPlace[] {
  const indexes = new Map<string, LineIndex>();
  return left.map(({ path, range, reason }) => {
    const text = texts.get(path) ?? '';
    const lines = indexes.get(path) ?? new LineIndex(text);
    indexes.set(path, lines);
    return { file: relative(path), range: positionRange(lines, range), reason, text: lineAt(text, range.start) };
  });
}

/** Longer lines are cut: a tool wrote them. */
const longestLine = 160;

function lineAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const whole = text.slice(start, end < 0 ? text.length : end).trim();
  return whole.length > longestLine ? `${text.slice(Math.max(start, offset - 60), offset + 60).trim()} …` : whole;
}
