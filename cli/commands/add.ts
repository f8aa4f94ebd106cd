import { isRefused, type Refused } from '../../core/refused';
import { add as addBinding, findKind } from '../../operations/add';
import { readManifest } from '../../operations/manifest';
import { changeFiles } from '../changeFiles';
import { readFields, requireFields } from '../fields';
import { readOptions, wrongUsage } from '../options';
import { openProjectHere } from '../project';

export const usage = 'add KIND NAME [--set field=value]… [--env NAME] [--dry-run] [--root DIR] [--format text|json]';

const options = { set: { type: 'string', multiple: true }, 'dry-run': { type: 'boolean' } } as const;

/** Declares a binding in the manifest. */
export async function add(args: readonly string[]): Promise<number | Refused> {
  const given = readOptions(args, options, usage);
  if (isRefused(given)) {
    return given;
  }
  const { values, positionals, format } = given;
  const [word, name, ...rest] = positionals;
  if (word === undefined || name === undefined || rest.length > 0) {
    return wrongUsage(usage);
  }
  const kind = findKind(word);
  if (isRefused(kind)) {
    return kind;
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
  const fields = readFields(kind, values.set ?? []);
  if (isRefused(fields)) {
    return fields;
  }
  const lacking = requireFields(kind, fields);
  if (lacking) {
    return lacking;
  }
  const environment = values.env ?? null;
  const edits = addBinding(project.service, { manifest: manifest.path, kind: kind.key, name, environment, fields });
  if (isRefused(edits)) {
    return edits;
  }
  const where = environment === null ? manifest.file : `the environment '${environment}' of ${manifest.file}`;
  return changeFiles(project, edits, { dryRun, format, summary: `Added the ${kind.label} ${name} to ${where}` });
}
