import { type Context, type Module, SourceTextModule, SyntheticModule } from 'node:vm';
import type { ProjectModule } from './realm/command';
import type { Realm } from './realm/main';

interface ProjectModulesOptions {
  readonly context: Context;
  readonly realm: Realm;
  readonly modules: readonly ProjectModule[];
  /** The modules that bindings ask for. */
  readonly entries: readonly string[];
  /** What a debugger knows modules by. */
  readonly urls?: Readonly<Record<string, string>> | undefined;
}

/**
 * Loads the project's modules into the realm of the stage, and tells the realm what each exports or why it could not be
 * loaded. Never rejects.
 */
export async function loadProjectModules(options: ProjectModulesOptions): Promise<void> {
  const { context, realm, modules, entries, urls = {} } = options;
  if (SourceTextModule === undefined) {
    for (const path of entries) {
      realm.moduleFailed(path, `${path} was not loaded: this Node has no modules for a sandbox.`);
    }
    return;
  }
  const sources = new Map(modules.map((module) => [module.path, module]));
  const made = new Map<string, Module>();
  const paths = new Map<Module, string>();

  const moduleAt = (path: string): Module => {
    const known = made.get(path);
    const source = sources.get(path);
    if (known) {
      return known;
    }
    const fresh = source
      ? new SourceTextModule(source.code, {
          context,
          identifier: urls[path] ?? path,
          importModuleDynamically: dynamically(path),
        })
      : platformModule(path);
    made.set(path, fresh);
    paths.set(fresh, path);
    return fresh;
  };
  const platformModule = (name: string): Module => {
    const exports = name === 'cloudflare:workers' ? realm.platformModule() : undefined;
    if (!exports) {
      throw new Error(`'${name}' cannot be imported in a simulation.`);
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
  };
  const pathOf = (specifier: string, from: string) => sources.get(from)?.imports[specifier] ?? specifier;
  const link = (specifier: string, referencing: Module) => moduleAt(pathOf(specifier, paths.get(referencing) ?? ''));
  const dynamically = (from: string) => async (specifier: string) => {
    const path = pathOf(specifier, from);
    if (!sources.has(path)) {
      throw realm.errorOf(`'${specifier}' cannot be imported in a simulation.`);
    }
    const module = moduleAt(path);
    await module.link(link);
    await module.evaluate();
    return module;
  };

  for (const path of entries) {
    try {
      const module = moduleAt(path);
      await module.link(link);
      await module.evaluate();
      realm.moduleLoaded(path, module.namespace);
    } catch (error) {
      realm.moduleFailed(path, `${path} could not be loaded: ${realm.messageOf(error)}`);
    }
  }
}
