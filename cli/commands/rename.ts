import { isRefused, type Refused } from '../../core/refused';
import { rename as renameBinding } from '../../operations/rename';
import { changeFiles } from '../changeFiles';
import { readOptions, wrongUsage } from '../options';
import { count, place, printError, printJson } from '../output';
import { openProjectHere } from '../project';
import { line } from '../render/terminalText';

export const usage = 'rename OLD NEW [--force] [--dry-run] [--root DIR] [--format text|json]';

const options = { 'dry-run': { type: 'boolean' }, force: { type: 'boolean' } } as const;

/**
 * Renames a binding or a variable in the manifest, in all environments, and in all code. Nothing is written, unless that is
 * forced, where the old name still stands and may be the binding, or where a file that may use it cannot be read.
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
  const renaming = await renameBinding(project, { name, newName });
  if (isRefused(renaming)) {
    return renaming;
  }
  const { files, left, unread } = renaming;
  for (const { message } of unread) {
    printError(line`${message}`);
  }
  for (const { file, range, text } of left) {
    printError(line`${place(file, range.start)} ${text}`);
  }
  if (unread.length > 0 && !values.force) {
    const them = unread.length > 1 ? 'They' : 'It';
    return { refused: `${them} may use ${name}: nothing was written. Add --force to rename the rest.` };
  }
  const isLeft = left.length > 0 && !values.force;
  if (isLeft) {
    const them = left.length > 1 ? 'them' : 'it';
    const advice = `Rename ${them} by hand, or add --force to rename the rest.`;
    printError(
      line`${name} stands in ${count(left.length, 'place')} that may be it, listed above: nothing was written. ${advice}`,
    );
  }
  const more = { left: left.map(({ file, range, reason }) => ({ file, range, reason })) };
  if (isLeft && !dryRun) {
    if (format === 'json') {
      printJson({ edits: [], ...more });
    }
    return 1;
  }
  const places = files.reduce((sum, { edits }) => sum + edits.length, 0);
  const summary = `Renamed ${name} to ${newName}: ${count(places, 'place')} in ${count(files.length, 'file')}`;
  const changed = changeFiles(project, renaming, { dryRun, format, summary, more });
  return isRefused(changed) || !isLeft ? changed : 1;
}
