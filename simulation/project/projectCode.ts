import { isRefused, type Refused } from '../../core/refused';
import type { CodeCandidate, DeclaredBinding, ProjectModule } from '../sandbox/realm/command';
import { findModule, loadModules } from './modules';
import { Reach } from './reach';
import type { Transpile } from './sourceText';

export interface Project {
  /** The Destination's root, absolute. */
  readonly root: string;
  /** For TypeScript that this Node does not read by itself; without it, such a module is refused. */
  readonly transpile?: Transpile;
  /** `main` and `name` of the manifest. */
  readonly main?: string | undefined;
  readonly name?: string | undefined;
}

/** With what of it can be read. */
type ReachedProject = Project & { readonly reach: Reach };

const noTranspiler: Transpile = async () => ({ problem: 'is TypeScript, which needs Node 22.13 or later' });

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
 * it is the project itself, in `main`. Refused where a fixture is not JSON or out of reach.
 */
export async function projectCode(
  project: Project,
  stageCode: string,
  bindings: readonly DeclaredBinding[],
): Promise<ProjectCode | Refused> {
  const reach = new Reach(project.root);
  const fixtures = readFixtures(reach);
  if (isRefused(fixtures)) {
    return fixtures;
  }
  // Code that a stage never names need not be loaded; but code that is loaded may use any binding.
  const isUsed = bindings.some(({ name, kind }) => hasCode(kind) && stageCode.includes(name));
  const located = isUsed
    ? bindings.map((binding) => ({ ...binding, ...locate({ ...project, reach }, binding) }))
    : bindings;
  const entries = new Set(located.flatMap(({ code = [] }) => code.map(({ module }) => module)));
  const modules = await loadModules(reach, [...entries], project.transpile ?? noTranspiler);
  const problems = new Map(modules.flatMap(({ path, problem }) => (problem === undefined ? [] : [[path, problem]])));
  return {
    bindings: located.map((binding) => withoutProblems(binding, problems)),
    ...(modules.length > 0 && { modules }),
    ...(Object.keys(fixtures.found).length > 0 && { fixtures: fixtures.found }),
  };
}

/** A binding whose code can be loaded, or that says why it cannot. */
function withoutProblems(binding: DeclaredBinding, problems: ReadonlyMap<string, string>): DeclaredBinding {
  const { code = [], ...declared } = binding;
  const loaded = code.filter(({ module }) => !problems.has(module));
  if (code.length === 0 || loaded.length > 0) {
    return code.length === 0 ? binding : { ...declared, code: loaded };
  }
  return { ...declared, missing: [...new Set(code.map(({ module }) => problems.get(module)))].join(' ') };
}

function hasCode(kind: string): boolean {
  return kind === 'durable_objects.bindings' || kind === 'services' || kind === 'workflows';
}

/** Where the code of a binding may be, or why it is nowhere. */
function locate(project: ReachedProject, { kind, fields }: DeclaredBinding): Pick<DeclaredBinding, 'code' | 'missing'> {
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
  { reach, main }: ReachedProject,
  path: string,
  exports: readonly string[],
  isOwn: boolean,
  mainExports: readonly string[],
): CodeCandidate[] {
  const own = findModule(reach, path);
  const entry = isOwn && main !== undefined ? findModule(reach, main) : undefined;
  return [
    ...(own === undefined ? [] : exports.map((name) => ({ module: own, export: name }))),
    ...(entry === undefined ? [] : mainExports.map((name) => ({ module: entry, export: name }))),
  ];
}

function readFixtures(reach: Reach): { readonly found: Record<string, unknown> } | Refused {
  const found: Record<string, unknown> = {};
  for (const name of fixtureNames) {
    const file = `${simulationFolder}/${name}.json`;
    const content = reach.text(file);
    if ('unreachable' in content) {
      if (content.unreachable === 'missing') {
        continue;
      }
      return { refused: `${file} ${content.why}.` };
    }
    try {
      found[name] = JSON.parse(content.text);
    } catch (error) {
      return { refused: `${file} is not JSON: ${(error as Error).message}.` };
    }
    if (typeof found[name] !== 'object' || found[name] === null || Array.isArray(found[name])) {
      return { refused: `${file} must be an object: a key is what is called, its value the answer.` };
    }
  }
  return { found };
}
