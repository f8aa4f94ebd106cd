import { bindingNamed } from '../../service/bindings/names';
import { renameEverywhere } from '../../service/features/rename';
import { applyFileEdits } from '../applyEdits';
import { Failure } from '../failure';
import { readFormat, readOptions } from '../options';
import { count } from '../output';
import { openProject, readManifest } from '../project';

export const usage = 'rename OLD NEW [--dry-run] [--root DIR] [--format text|json]';

/** Renames a binding in the manifest, in all environments, and in all code. */
export async function rename(args: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(args, { 'dry-run': { type: 'boolean' } }, usage);
  const format = readFormat(values.format);
  const [oldName, newName, ...rest] = positionals;
  if (oldName === undefined || newName === undefined || rest.length > 0) {
    throw new Failure(`Usage: infra-bindings ${usage}`);
  }
  const project = openProject(values.root);
  const manifest = readManifest(project);
  const binding = bindingNamed(project.service, project.service.workspace.destination(project.root), oldName);
  if (binding.declarations.length === 0) {
    throw new Failure(`${manifest.file} declares no '${oldName}'.`);
  }
  const files = renameEverywhere(project.service, binding, newName);
  if ('refused' in files) {
    throw new Failure(files.refused);
  }
  const places = files.reduce((sum, { edits }) => sum + edits.length, 0);
  const summary = `Renamed ${oldName} to ${newName}: ${count(places, 'place')} in ${count(files.length, 'file')}`;
  applyFileEdits(project, files, { dryRun: values['dry-run'] ?? false, format, summary });
  return 0;
}
