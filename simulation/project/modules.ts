import { basename } from 'node:path';
import type { ProjectModule } from '../sandbox/realm/command';
import { commonJsExports, commonJsFace, commonJsLoader, type Required } from './commonJs';
import { pathFrom, type Reach } from './reach';
import { fileOf, ownPackage, type ReachedFile, resolveImport } from './resolve';
import { type SourceText, sourceText, type Transpile } from './sourceText';

/** A module that was found, before it is known whether all that it imports can be had. */
interface FoundModule {
  readonly path: string;
  readonly source: SourceText | undefined;
  readonly isCommonJs: boolean;
  /** Whether it is code that the user writes here. */
  readonly isOwn: boolean;
  /** What each import means: the path of a module, a module of the platform, or nothing. */
  readonly imports: Map<string, { readonly module: string } | { readonly problem: string }>;
  /** A sentence that says why it cannot be loaded. */
  problem: string | undefined;
}

/** Where packages that lie elsewhere have their modules: by a path that no file of the project has. */
const linkedFolder = 'node_modules/.linked';

/** The path of a module whose extension may be left out, by which modules know it; `undefined` where there is none. */
export function findModule(project: Reach, path: string): string | undefined {
  const found = fileOf(path, project, project);
  if (!('unreachable' in found)) {
    return pathFrom(project.folder, found.path);
  }
  // What is there and out of reach is said when it is used.
  return found.unreachable === 'missing' || found.unreachable === 'folder' ? undefined : found.tried;
}

/**
 * Modules of the project and everything that they import, as JavaScript: each import has been resolved, and read, where it
 * is in reach. A module that cannot be had, or imports one that cannot, has a `problem`. Never rejects.
 */
export async function loadModules(
  project: Reach,
  entries: readonly string[],
  transpile: Transpile,
): Promise<ProjectModule[]> {
  const loader = new Loader(project, transpile);
  for (const entry of entries) {
    await loader.entry(entry);
  }
  loader.spreadProblems();
  return loader.modules();
}

class Loader {
  readonly #found = new Map<string, FoundModule>();
  /** Packages that lie elsewhere: the name of each in paths, by its folder. */
  readonly #linked = new Map<string, string>();

  constructor(
    private readonly project: Reach,
    private readonly transpile: Transpile,
  ) {}

  async entry(path: string): Promise<void> {
    const found = fileOf(path, this.project, this.project);
    if ('unreachable' in found) {
      const module = { path, source: undefined, isCommonJs: false, isOwn: true, imports: new Map() };
      this.#found.set(path, { ...module, problem: `${path} ${found.why}.` });
    } else {
      await this.#add(found);
    }
  }

  /** The path of a module, which is read with everything that it imports unless it is known. */
  async #add(file: ReachedFile): Promise<string> {
    const path = this.#pathOf(file);
    if (this.#found.has(path)) {
      return path;
    }
    const content = file.reach.text(file.path);
    const made =
      'text' in content ? await sourceText(content.text, file.path, this.transpile) : { problem: content.why };
    const source = 'problem' in made ? undefined : made;
    const module: FoundModule = {
      path,
      source,
      isCommonJs: source !== undefined && isCommonJs(file, source),
      isOwn: !path.includes('node_modules/'),
      imports: new Map(),
      problem: 'problem' in made ? `${path} ${made.problem}.` : undefined,
    };
    this.#found.set(path, module);
    for (const { specifier, kind } of source?.imports ?? []) {
      if ((kind === 'require') === module.isCommonJs || kind === 'dynamic') {
        await this.#follow(specifier, kind === 'require' ? 'require' : 'import', file, module);
      }
    }
    return path;
  }

  async #follow(specifier: string, kind: 'import' | 'require', file: ReachedFile, module: FoundModule): Promise<void> {
    if (module.imports.has(specifier)) {
      return;
    }
    const resolved = resolveImport(specifier, file, this.project, kind);
    if ('platform' in resolved) {
      if (kind === 'require') {
        module.imports.set(specifier, { problem: `'${specifier}' cannot be required in a simulation.` });
      } else if (resolved.platform !== specifier) {
        module.imports.set(specifier, { module: resolved.platform });
      }
    } else if ('unreachable' in resolved) {
      const [verb, done] = kind === 'require' ? ['requires', 'required'] : ['imports', 'imported'];
      const why = `${module.path} ${verb} '${specifier}', which ${resolved.why}.`;
      const isMissing = resolved.unreachable === 'missing';
      const problem = isMissing ? `'${specifier}' cannot be ${done} in a simulation. ${why}` : why;
      module.imports.set(specifier, { problem });
    } else {
      module.imports.set(specifier, { module: await this.#add(resolved) });
    }
  }

  /** A module that imports, as it begins, what cannot be had cannot be had itself. */
  spreadProblems(): void {
    for (let changed = true; changed; ) {
      changed = false;
      for (const module of this.#found.values()) {
        const problem = module.problem ?? this.#problemOf(module);
        changed ||= problem !== module.problem;
        module.problem = problem;
      }
    }
  }

  #problemOf({ source, imports }: FoundModule): string | undefined {
    return source?.imports
      .filter(({ kind }) => kind === 'static')
      .map(({ specifier }) => this.#unavailable(imports.get(specifier)))
      .find((problem) => problem !== undefined);
  }

  #unavailable(target: { readonly module: string } | { readonly problem: string } | undefined): string | undefined {
    if (target === undefined || 'problem' in target) {
      return target?.problem;
    }
    return this.#found.get(target.module)?.problem;
  }

  modules(): ProjectModule[] {
    return [...this.#found.values()].flatMap((module) => {
      const { path, source, problem, isOwn, imports } = module;
      if (source === undefined || problem !== undefined) {
        return [unavailable(path, problem ?? `${path} cannot be read.`)];
      }
      const problems: ProjectModule[] = [];
      const names: Record<string, string> = {};
      for (const [specifier, target] of imports) {
        const why = this.#unavailable(target);
        if (why === undefined) {
          names[specifier] = 'module' in target ? target.module : '';
        } else if (source.imports.some((each) => each.kind === 'dynamic' && each.specifier === specifier)) {
          // An import() rejects with it, when it comes to that.
          names[specifier] = `${path}.import-${problems.length}`;
          problems.push(unavailable(names[specifier], why));
        }
      }
      const own = module.isCommonJs
        ? this.#commonJs(module, source, names)
        : [{ path, code: source.code, imports: names, ...(!(isOwn && source.keepsPlaces) && { hidesPlaces: true }) }];
      return [...own, ...problems];
    });
  }

  /** A CommonJS module as two: what runs it, and what others import. */
  #commonJs(module: FoundModule, source: SourceText, names: Readonly<Record<string, string>>): ProjectModule[] {
    const { path, imports } = module;
    const specifiers = new Set(source.imports.filter(({ kind }) => kind === 'require').map((each) => each.specifier));
    const required = [...specifiers].map((specifier): Required => {
      const target = imports.get(specifier);
      const problem = this.#unavailable(target);
      if (problem !== undefined || target === undefined || 'problem' in target) {
        return { specifier, problem: problem ?? `'${specifier}' cannot be required in a simulation.` };
      }
      const { isCommonJs = false } = this.#found.get(target.module) ?? {};
      const loader = isCommonJs ? loaderOf(target.module) : target.module;
      return { specifier, module: loader, isCommonJs, isJson: /\.json$/i.test(target.module) };
    });
    const loaded = Object.fromEntries(required.flatMap(({ module }) => (module ? [[module, module]] : [])));
    const exported = [...this.#exportsOf(module, new Set())];
    return [
      {
        path: loaderOf(path),
        code: commonJsLoader(source.code, required),
        imports: { ...names, ...loaded },
        hidesPlaces: true,
      },
      {
        path,
        code: commonJsFace(loaderOf(path), exported),
        imports: { [loaderOf(path)]: loaderOf(path) },
        hidesPlaces: true,
      },
    ];
  }

  #exportsOf(module: FoundModule, seen: Set<string>): Set<string> {
    const { names, from } = commonJsExports(module.source?.code ?? '');
    seen.add(module.path);
    const others = from.flatMap((specifier) => {
      const target = module.imports.get(specifier);
      const found = target && 'module' in target ? this.#found.get(target.module) : undefined;
      return found?.isCommonJs && !seen.has(found.path) ? [...this.#exportsOf(found, seen)] : [];
    });
    return new Set([...names, ...others]);
  }

  /** How modules know a file: by its path in the project, or in a package that lies elsewhere. */
  #pathOf({ path, reach }: ReachedFile): string {
    if (reach === this.project) {
      return pathFrom(reach.folder, path);
    }
    let name = this.#linked.get(reach.folder);
    if (name === undefined) {
      name = `${linkedFolder}/${this.#linked.size}/${basename(reach.folder)}`;
      this.#linked.set(reach.folder, name);
    }
    return `${name}/${pathFrom(reach.folder, path)}`;
  }
}

const loaderOf = (path: string) => `${path}.load`;

function unavailable(path: string, problem: string): ProjectModule {
  return { path, code: `throw new Error(${JSON.stringify(problem)});`, imports: {}, hidesPlaces: true, problem };
}

/** Whether Node would read a file as CommonJS; where only its folder says so, its code goes before that, as for bundlers. */
function isCommonJs(file: ReachedFile, { format }: SourceText): boolean {
  if (/\.c[jt]s$/i.test(file.path)) {
    return true;
  }
  if (/\.m[jt]s$/i.test(file.path) || format !== 'commonjs') {
    return false;
  }
  return ownPackage(file)?.json.type !== 'module';
}
