import { isRefused, type Refused } from '../../core/refused';
import { rename as renameBinding } from '../../operations/rename';
import { changeFiles } from '../changeFiles';
import { readOptions, wrongUsage } from '../options';
import { count, printError } from '../output';
import { openProjectHere } from '../project';
import { line } from '../render/terminalText';

export const usage = 'rename OLD NEW [--force] [--dry-run] [--root DIR] [--format text|json]';

const options = { 'dry-run': { type: 'boolean' }, force: { type: 'boolean' } } as const;

/**
 * Renames a binding in the manifest, in all environments, and in all code. Code that cannot be read may use it: unless
 * forced, nothing is written then.
 */
export async function rename(args: readonly string[]): Promise<number | Refused> {
  const given = readOptions(args, options, usage);
  if (isRefused(given)) {
    return given;
  }
  const { values, positionals, format } = given;
  const [name, newName, ...rest] = positionals;
  if (name === undefined || newName === undefined || rest.length > 0) {
    return wrongUsage(usage);
  }
  const dryRun = values['dry-run'] ?? false;
  const project = openProjectHere(values.root, dryRun ? 'tell' : 'take-back');
  if (isRefused(project)) {
    return project;
  }
  const renaming = renameBinding(project, { name, newName });
  if (isRefused(renaming)) {
    return renaming;
  }
  const { files, unread } = renaming;
  for (const { message } of unread) {
    printError(line`${message}`);
  }
  if (unread.length > 0 && !values.force) {
    const them = unread.length > 1 ? 'They' : 'It';
    return { refused: `${them} may use ${name}: nothing was written. Add --force to rename the rest.` };
  }
  const places = files.reduce((sum, { edits }) => sum + edits.length, 0);
  const summary = `Renamed ${name} to ${newName}: ${count(places, 'place')} in ${count(files.length, 'file')}`;
  return changeFiles(project, renaming, { dryRun, format, summary });
}
