import { type BindingKind, bindingKinds, kindByWord } from '../../core/platform/kinds/kinds';
import { addBindingEdits } from '../../service/features/editBindings';
import { applyFileEdits } from '../applyEdits';
import { Failure } from '../failure';
import { readFormat, readOptions } from '../options';
import { openProject, readManifest, recoverFiles } from '../project';

export const usage = 'add KIND NAME [--set field=value]… [--env NAME] [--dry-run] [--root DIR] [--format text|json]';

/** Declares a binding in the manifest. */
export async function add(args: readonly string[]): Promise<number> {
  const options = { set: { type: 'string', multiple: true }, 'dry-run': { type: 'boolean' } } as const;
  const { values, positionals } = readOptions(args, options, usage);
  const format = readFormat(values.format);
  const [word, name, ...rest] = positionals;
  if (word === undefined || name === undefined || rest.length > 0) {
    throw new Failure(`Usage: infra-bindings ${usage}`);
  }
  const kind = kindByWord(word);
  if (!kind) {
    throw new Failure(`'${word}' is not a kind of binding. The kinds are ${everydayWords().join(', ')}.`);
  }
  const project = openProject(values.root);
  const dryRun = values['dry-run'] ?? false;
  recoverFiles(project, { dryRun });
  const manifest = readManifest(project);
  const fields = readFields(kind, values.set ?? []);
  requireFields(kind, fields);
  const environment = values.env ?? null;
  const result = addBindingEdits(project.service, manifest.path, { kind: kind.key, name, environment, fields });
  if ('refused' in result) {
    throw new Failure(result.refused);
  }
  const where = environment === null ? manifest.file : `the environment '${environment}' of ${manifest.file}`;
  const summary = `Added the ${kind.label} ${name} to ${where}`;
  applyFileEdits(project, result.files, { dryRun, format, summary });
  return 0;
}

const everydayWords = () => bindingKinds.map(({ words, key }) => words[0] ?? key);

/** `--set field=value`, `--set simple.limit=10`: values by their field's type; objects and lists as JSON. */
function readFields(kind: BindingKind, settings: readonly string[]): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const setting of settings) {
    const equals = setting.indexOf('=');
    const [field = '', ...inner] = setting.slice(0, equals).split('.');
    if (equals <= 0) {
      throw new Failure(`--set takes field=value, not '${setting}'.`);
    }
    const known = kind.fields.find((each) => each.name === field);
    if (!known && !kind.openEnded) {
      const names = kind.fields.map((each) => each.name).join(', ');
      throw new Failure(`A ${kind.label} has no field '${field}'. Its fields are ${names}.`);
    }
    const text = setting.slice(equals + 1);
    const [property] = inner;
    if (property === undefined) {
      fields[field] = readValue(field, known?.type ?? 'any', text);
    } else {
      const object = fields[field];
      fields[field] = { ...(object !== null && typeof object === 'object' ? object : {}), [property]: readAny(text) };
    }
  }
  return fields;
}

function readValue(field: string, type: BindingKind['fields'][number]['type'], text: string): unknown {
  if (type === 'string') {
    return text;
  }
  const value = readAny(text);
  const actual = Array.isArray(value) ? 'strings' : typeof value;
  if (type !== 'any' && actual !== type) {
    throw new Failure(
      `The field '${field}' takes ${type === 'strings' ? 'a JSON list of strings' : `a ${type}`}, not '${text}'.`,
    );
  }
  return value;
}

/** Text that is JSON means its value, any other means itself. */
function readAny(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function requireFields(kind: BindingKind, fields: Record<string, unknown>): void {
  const missing = kind.required.map((names) => names.filter((name) => name !== kind.nameField && !(name in fields)));
  if (!missing.some((names) => names.length === 0)) {
    const needed = missing.map((names) => names.map((name) => `'${name}'`).join(' and ')).join(', or ');
    const example = missing[0]?.map((name) => `--set ${name}=…`).join(' ');
    throw new Failure(`The ${kind.label} lacks ${needed}: add ${example}`);
  }
}
