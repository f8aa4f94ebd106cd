import { removeBindingEdits } from '../../service/features/editBindings';
import { applyFileEdits } from '../applyEdits';
import { Failure } from '../failure';
import { readFormat, readOptions } from '../options';
import { openProject, readEnvironment, readManifest, recoverFiles } from '../project';

export const usage = 'remove NAME [--env NAME] [--dry-run] [--root DIR] [--format text|json]';

/** Removes a binding from one environment of the manifest. */
export async function remove(args: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(args, { 'dry-run': { type: 'boolean' } }, usage);
  const format = readFormat(values.format);
  const [name, ...rest] = positionals;
  if (name === undefined || rest.length > 0) {
    throw new Failure(`Usage: infra-bindings ${usage}`);
  }
  const project = openProject(values.root);
  const dryRun = values['dry-run'] ?? false;
  recoverFiles(project, { dryRun });
  const manifest = readManifest(project);
  const environment = readEnvironment(manifest, values.env);
  const result = removeBindingEdits(project.service, manifest.path, { name, environment });
  if ('refused' in result) {
    throw new Failure(result.refused);
  }
  const where = environment === null ? manifest.file : `the environment '${environment}' of ${manifest.file}`;
  const summary = `Removed ${name} from ${where}`;
  applyFileEdits(project, result.files, { dryRun, format, summary });
  return 0;
}
