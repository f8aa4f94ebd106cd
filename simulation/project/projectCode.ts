import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CodeCandidate, DeclaredBinding, ProjectModule } from '../sandbox/realm/command';
import { findModule, loadModules } from './modules';

export interface Project {
  /** The Destination's root, absolute. */
  readonly root: string;
  /** `main` and `name` of the manifest. */
  readonly main?: string | undefined;
  readonly name?: string | undefined;
}

/** What a run needs of the project beside the stage file. */
export interface ProjectCode {
  readonly bindings: readonly DeclaredBinding[];
  readonly modules?: readonly ProjectModule[];
  readonly fixtures?: Readonly<Record<string, unknown>>;
}

/** The folder with what the user writes for simulations, and those beside the manifest with code that bindings run. */
const simulationFolder = 'simulation';
const objectsFolder = 'durable-objects';
const servicesFolder = 'services';
const workflowsFolder = 'workflows';

const fixtureNames = [
  'agent-memory',
  'ai',
  'ai-search',
  'browser',
  'dispatch',
  'hyperdrive',
  'mtls',
  'secrets-store',
  'services',
  'vpc',
];

/**
 * Finds the code and the fixtures of the bindings that a stage uses: the class of a Durable Object or a workflow in
 * `durable-objects/<class_name>.js`, `workflows/<class_name>.js` or in the manifest's `main`, the Worker of a service in `services/<service>.js` or, where
 * it is the project itself, in `main`. A fixture that is not JSON is a problem: a sentence.
 */
export async function projectCode(
  project: Project,
  stageCode: string,
  bindings: readonly DeclaredBinding[],
): Promise<ProjectCode | { readonly problem: string }> {
  const fixtures = readFixtures(project.root);
  if ('problem' in fixtures) {
    return fixtures;
  }
  // Code that a stage never names need not be loaded; but code that is loaded may use any binding.
  const isUsed = bindings.some(({ name, kind }) => hasCode(kind) && stageCode.includes(name));
  const located = isUsed ? bindings.map((binding) => ({ ...binding, ...locate(project, binding) })) : bindings;
  const modules = new Map<string, ProjectModule>();
  for (const { code = [] } of located) {
    for (const { module } of code) {
      for (const loaded of modules.has(module) ? [] : await loadModules(project.root, module)) {
        modules.set(loaded.path, loaded);
      }
    }
  }
  return {
    bindings: located,
    ...(modules.size > 0 && { modules: [...modules.values()] }),
    ...(Object.keys(fixtures.found).length > 0 && { fixtures: fixtures.found }),
  };
}

function hasCode(kind: string): boolean {
  return kind === 'durable_objects.bindings' || kind === 'services' || kind === 'workflows';
}

/** Where the code of a binding may be, or why it is nowhere. */
function locate(project: Project, { kind, fields }: DeclaredBinding): Pick<DeclaredBinding, 'code' | 'missing'> {
  if (kind === 'durable_objects.bindings' || kind === 'workflows') {
    const folder = kind === 'workflows' ? workflowsFolder : objectsFolder;
    const name = `${fields.class_name}`;
    const own = fields.script_name === undefined || fields.script_name === project.name;
    const code = candidates(project, `${folder}/${name}`, [name, 'default'], own, [name]);
    const where = own ? `${folder}/${name}.js nor ${project.main ?? 'a "main" in the manifest'}` : '';
    const missing = own
      ? `The class ${name} was not found: there is neither ${where}.`
      : `The class ${name} is in the Worker ${fields.script_name}; ${folder}/${name}.js can stand in for it.`;
    return code.length > 0 ? { code } : { missing };
  }
  if (kind === 'services') {
    const name = `${fields.service}`;
    const entrypoint = `${fields.entrypoint ?? 'default'}`;
    const code = candidates(project, `${servicesFolder}/${name}`, [entrypoint], name === project.name, [entrypoint]);
    return code.length > 0
      ? { code }
      : { missing: `The Worker ${name} is not in this project: there is no ${servicesFolder}/${name}.js.` };
  }
  return {};
}

function candidates(
  { root, main }: Project,
  path: string,
  exports: readonly string[],
  isOwn: boolean,
  mainExports: readonly string[],
): CodeCandidate[] {
  const own = findModule(root, path);
  const entry = isOwn && main !== undefined ? findModule(root, main.replace(/^\.\//, '')) : undefined;
  return [
    ...(own === undefined ? [] : exports.map((name) => ({ module: own, export: name }))),
    ...(entry === undefined ? [] : mainExports.map((name) => ({ module: entry, export: name }))),
  ];
}

function readFixtures(root: string): { readonly found: Record<string, unknown> } | { readonly problem: string } {
  const found: Record<string, unknown> = {};
  for (const name of fixtureNames) {
    const file = `${simulationFolder}/${name}.json`;
    const path = join(root, file);
    if (!existsSync(path)) {
      continue;
    }
    try {
      found[name] = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
    } catch (error) {
      return { problem: `${file} is not JSON: ${(error as Error).message}.` };
    }
    if (typeof found[name] !== 'object' || found[name] === null || Array.isArray(found[name])) {
      return { problem: `${file} must be an object: a key is what is called, its value the answer.` };
    }
  }
  return { found };
}
