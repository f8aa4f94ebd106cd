import { isRefused, type Refused } from '../../core/refused';
import { readEnvironment, readManifest } from '../../operations/manifest';
import { remove as removeBinding } from '../../operations/remove';
import { changeFiles } from '../changeFiles';
import { readOptions, wrongUsage } from '../options';
import { openProjectHere } from '../project';

export const usage = 'remove NAME [--env NAME] [--dry-run] [--root DIR] [--format text|json]';

/** Removes a binding from one environment of the manifest. */
export async function remove(args: readonly string[]): Promise<number | Refused> {
  const given = readOptions(args, { 'dry-run': { type: 'boolean' } }, usage);
  if (isRefused(given)) {
    return given;
  }
  const { values, positionals, format } = given;
  const [name, ...rest] = positionals;
  if (name === undefined || rest.length > 0) {
    return wrongUsage(usage);
  }
  const dryRun = values['dry-run'] ?? false;
  const project = openProjectHere(values.root, dryRun ? 'tell' : 'take-back');
  if (isRefused(project)) {
    return project;
  }
  const manifest = readManifest(project);
  if (isRefused(manifest)) {
    return manifest;
  }
  const environment = readEnvironment(manifest, values.env);
  if (isRefused(environment)) {
    return environment;
  }
  const edits = removeBinding(project.service, { manifest: manifest.path, name, environment });
  if (isRefused(edits)) {
    return edits;
  }
  const where = environment === null ? manifest.file : `the environment '${environment}' of ${manifest.file}`;
  return changeFiles(project, edits, { dryRun, format, summary: `Removed ${name} from ${where}` });
}
