import { bindingNamed } from '../../service/bindings/names';
import { mayHoldUses, renameEverywhere } from '../../service/features/rename';
import { applyFileEdits } from '../applyEdits';
import { Failure } from '../failure';
import { readFormat, readOptions } from '../options';
import { count, printError } from '../output';
import { openProject, readManifest, recoverFiles } from '../project';
import { line } from '../render/terminalText';
import { unreadSentences } from '../unread';

export const usage = 'rename OLD NEW [--force] [--dry-run] [--root DIR] [--format text|json]';

const options = { 'dry-run': { type: 'boolean' }, force: { type: 'boolean' } } as const;

/**
 * Renames a binding in the manifest, in all environments, and in all code. Code that cannot be read may use it: unless
 * forced, nothing is written then.
 */
export async function rename(args: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(args, options, usage);
  const format = readFormat(values.format);
  const [oldName, newName, ...rest] = positionals;
  if (oldName === undefined || newName === undefined || rest.length > 0) {
    throw new Failure(`Usage: infra-bindings ${usage}`);
  }
  const project = openProject(values.root);
  const dryRun = values['dry-run'] ?? false;
  recoverFiles(project, { dryRun });
  const manifest = readManifest(project);
  const binding = bindingNamed(project.service, project.service.workspace.destination(project.root), oldName);
  if (binding.declarations.length === 0) {
    throw new Failure(`${manifest.file} declares no '${oldName}'.`);
  }
  const files = renameEverywhere(project.service, binding, newName);
  if ('refused' in files) {
    throw new Failure(files.refused);
  }
  const unread = mayHoldUses(project.service, binding);
  for (const sentence of unreadSentences(project, unread)) {
    printError(line`${sentence}`);
  }
  if (unread.length > 0 && !values.force) {
    const them = unread.length > 1 ? 'They' : 'It';
    throw new Failure(`${them} may use ${oldName}: nothing was written. Add --force to rename the rest.`);
  }
  const places = files.reduce((sum, { edits }) => sum + edits.length, 0);
  const summary = `Renamed ${oldName} to ${newName}: ${count(places, 'place')} in ${count(files.length, 'file')}`;
  applyFileEdits(project, files, { dryRun, format, summary });
  return 0;
}
