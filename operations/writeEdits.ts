import { isRefused, type Refused } from '../core/refused';
import { applyEdits, LineIndex } from '../core/text';
import type { FileEdits } from '../service/answers';
import { type FileChange, writeFiles } from '../service/workspace/writing/writeFiles';
import type { Edits } from './edits';
import { type PositionRange, positionRange } from './places';
import type { Project } from './project';

/** An edit as answers show it. */
export interface FileEdit {
  /** Relative to the root. */
  readonly file: string;
  readonly range: PositionRange;
  readonly newText: string;
}

export interface WriteOptions {
  /** Writes nothing, and answers what would be written. */
  readonly dryRun: boolean;
  /** Called before the first file is written. */
  readonly beforeWriting?: () => void;
}

/** Writes edits to their files, all or none. Refused where a file cannot be read or written, or has changed meanwhile. */
export function writeEdits(
  project: Project,
  { files }: Edits,
  { dryRun, beforeWriting }: WriteOptions,
): readonly FileEdit[] | Refused {
  const { root, relative } = project;
  const changes: (FileChange & { readonly before: string | null })[] = [];
  for (const file of files) {
    const change = changeOf(project, file);
    if (isRefused(change)) {
      return change;
    }
    changes.push(change);
  }
  if (!dryRun) {
    beforeWriting?.();
    const refused = writeFiles(changes, { folder: root, show: relative });
    if (refused) {
      return refused;
    }
  }
  return files.flatMap(({ path, edits }, index) => {
    const lines = new LineIndex(changes[index]?.before ?? '');
    return edits.map(({ range, newText }) => ({ file: relative(path), range: positionRange(lines, range), newText }));
  });
}

/** The change that edits make of a file. */
function changeOf(
  { service, relative }: Project,
  { path, create, edits }: FileEdits,
): (FileChange & { readonly before: string | null }) | Refused {
  if (create) {
    return { path, before: null, after: applyEdits('', edits) };
  }
  const content = service.workspace.documents.read(path);
  if (!('text' in content)) {
    return { refused: `${relative(path)} ${content.message}.` };
  }
  return { path, before: content.text, after: applyEdits(content.text, edits) };
}
