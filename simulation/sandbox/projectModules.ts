import { type Context, type Module, SourceTextModule, SyntheticModule } from 'node:vm';
import type { ProjectModule } from './realm/command';
import type { HostImport, Refusal } from './realm/imports';
import type { Realm } from './realm/main';

interface ProjectModulesOptions {
  readonly context: Context;
  readonly realm: Realm;
  readonly modules: readonly ProjectModule[];
  /** What a debugger knows modules by. */
  readonly urls?: Readonly<Record<string, string>> | undefined;
}

/** The project's modules in the realm of the stage. */
export class ProjectModules {
  readonly #options: ProjectModulesOptions;
  readonly #sources: ReadonlyMap<string, ProjectModule>;
  readonly #made = new Map<string, Module>();
  readonly #paths = new Map<Module, string>();
  /** Settles when no module is being linked. */
  #linked: Promise<void> = Promise.resolve();

  constructor(options: ProjectModulesOptions) {
    this.#options = options;
    this.#sources = new Map(options.modules.map((module) => [module.path, module]));
  }

  /**
   * Loads the modules that bindings ask for, and tells the realm what each exports or why it could not be loaded. Never
   * rejects.
   */
  async load(entries: readonly string[]): Promise<void> {
    const { realm } = this.#options;
    for (const path of entries) {
      if (SourceTextModule === undefined) {
        realm.moduleFailed(path, `${path} was not loaded: this Node has no modules for a sandbox.`);
        continue;
      }
      try {
        const module = await this.#ready(path);
        realm.moduleLoaded(path, module.namespace);
      } catch (error) {
        realm.moduleFailed(path, `${path} could not be loaded: ${realm.messageOf(error)}`);
      }
    }
  }

  /** `import()` of a module, whose name V8 knows. */
  readonly import: HostImport = (specifier, referrer, done, failed) => {
    const from = this.#pathNamed(referrer);
    const path = from === undefined ? specifier : this.#pathOf(specifier, from);
    if (!this.#sources.has(path)) {
      failed({ name: 'Error', message: `'${specifier}' cannot be imported in a simulation.` });
      return;
    }
    this.#ready(path).then(
      (module) => done(module.namespace),
      (error: unknown) => failed(refusalOf(error)),
    );
  };

  /** The path of the module that V8 knows by a name. */
  #pathNamed(name: string): string | undefined {
    const { urls = {} } = this.#options;
    return this.#sources.has(name) ? name : Object.keys(urls).find((path) => urls[path] === name);
  }

  async #ready(path: string): Promise<Module> {
    const module = this.#at(path);
    await this.#link(module);
    await module.evaluate();
    return module;
  }

  /** One after another: linking a module links what it imports, and a module must not be linked twice. */
  #link(module: Module): Promise<void> {
    const linked = this.#linked.then(() =>
      module.status === 'unlinked'
        ? module.link((specifier, referencing) => this.#at(this.#pathOf(specifier, this.#paths.get(referencing) ?? '')))
        : undefined,
    );
    this.#linked = linked.catch(() => {});
    return linked;
  }

  #at(path: string): Module {
    const known = this.#made.get(path);
    if (known) {
      return known;
    }
    const { context, urls = {} } = this.#options;
    const source = this.#sources.get(path);
    const made = source
      ? new SourceTextModule(source.code, {
          context,
          identifier: urls[path] ?? path,
          importModuleDynamically: (specifier) => this.#imported(specifier, path),
        })
      : this.#platformModule(path);
    this.#made.set(path, made);
    this.#paths.set(made, path);
    return made;
  }

  /** For a Node whose own `import()` could not be replaced. */
  #imported(specifier: string, from: string): Promise<Module> {
    const path = this.#pathOf(specifier, from);
    if (!this.#sources.has(path)) {
      throw this.#options.realm.errorOf('Error', `'${specifier}' cannot be imported in a simulation.`);
    }
    return this.#ready(path);
  }

  #platformModule(name: string): Module {
    const { context, realm } = this.#options;
    const exports = name === 'cloudflare:workers' ? realm.platformModule() : undefined;
    if (!exports) {
      throw realm.errorOf('Error', `'${name}' cannot be imported in a simulation.`);
    }
    const names = realm.namesOf(exports).split(' ');
    return new SyntheticModule(
      names,
      function (this: SyntheticModule) {
        for (const each of names) {
          this.setExport(each, realm.memberOf(exports, each));
        }
      },
      { context, identifier: name },
    );
  }

  #pathOf(specifier: string, from: string): string {
    return this.#sources.get(from)?.imports[specifier] ?? specifier;
  }
}

/** What a realm may see of something thrown: an error of this process only as its words. */
function refusalOf(thrown: unknown): Refusal {
  if (!isOfHost(thrown)) {
    return { thrown };
  }
  const { name, message } = thrown as Error;
  return { name: `${name}`, message: `${message}` };
}

/** Whether a value is an object of this process's own realm. A proxy of the stage's realm may refuse to tell. */
function isOfHost(value: unknown): boolean {
  try {
    return value instanceof Object;
  } catch {
    return false;
  }
}
