import { type BindingKind, bindingKinds } from '../../core/platform/kinds/kinds';
import { kindsFromSchema } from '../../core/platform/kinds/schema';
import type { FileSystem } from './fileSystem';
import { foldersUpwards, isWithin } from './paths';

/** The Wrangler that is installed for a project. */
export interface Wrangler {
  readonly version: string;
  /** Whether it reads TOML 1.1. */
  readonly readsNewerToml: boolean;
  /** The kinds of binding that it knows: ours, and newer ones. */
  readonly kinds: readonly BindingKind[];
}

interface Known {
  readonly stamp: string;
  readonly wrangler: Wrangler;
}

/** What was read, by its folder: kept for as long as the file system, because each simulation asks again. */
const knownOf = new WeakMap<FileSystem, Map<string, Known>>();

/**
 * Knows the Wranglers of projects. Reading one's schema takes several milliseconds, so nothing is read until `load` is
 * called; answers go by our own table until then.
 */
export class Wranglers {
  private readonly byFolder = new Map<string, Known>();
  private readonly byPackage: Map<string, Known>;

  constructor(private readonly fileSystem: FileSystem) {
    this.byPackage = knownOf.get(fileSystem) ?? new Map();
    knownOf.set(fileSystem, this.byPackage);
  }

  /** The Wrangler that `load` found for a folder. */
  of(folder: string): Wrangler | undefined {
    return this.byFolder.get(folder)?.wrangler;
  }

  /** Looks for the Wrangler of a folder, in it and above it. Says whether it is another one than before. */
  load(folder: string): boolean {
    const before = this.byFolder.get(folder);
    const found = this.find(folder);
    if (found) {
      this.byFolder.set(folder, found);
    } else {
      this.byFolder.delete(folder);
    }
    return found?.wrangler !== before?.wrangler;
  }

  /** Forgets what was found for a folder and those below it. */
  forget(folder: string): void {
    for (const each of [...this.byFolder.keys()].filter((path) => isWithin(folder, path))) {
      this.byFolder.delete(each);
    }
  }

  private find(folder: string): Known | undefined {
    for (const each of foldersUpwards(folder)) {
      const path = `${each === '/' ? '' : each}/node_modules/wrangler`;
      if (this.fileSystem.isFile(`${path}/package.json`)) {
        const stamp = ['package.json', 'config-schema.json']
          .map((name) => this.fileSystem.stamp?.(`${path}/${name}`))
          .join();
        const known = this.byPackage.get(path);
        const current = known?.stamp === stamp ? known : { stamp, wrangler: this.read(path) };
        this.byPackage.set(path, current);
        return current;
      }
    }
    return undefined;
  }

  private read(path: string): Wrangler {
    const manifest = record(this.json(`${path}/package.json`));
    const version = typeof manifest.version === 'string' ? manifest.version : '';
    const dependencies = { ...record(manifest.devDependencies), ...record(manifest.dependencies) };
    return {
      version,
      readsNewerToml: readsNewerToml(version, dependencies['smol-toml']),
      kinds: kindsFromSchema(this.json(`${path}/config-schema.json`)),
    };
  }

  private json(path: string): unknown {
    const content = this.fileSystem.read(path);
    try {
      return 'text' in content ? JSON.parse(content.text) : undefined;
    } catch {
      return undefined;
    }
  }
}

/** The kinds that a folder's Wrangler knows, or those of our table. */
export function kindsOf(wrangler: Wrangler | undefined): readonly BindingKind[] {
  return wrangler?.kinds ?? bindingKinds;
}

/** Wrangler reads TOML with smol-toml, which knows TOML 1.1 since 1.6; what it was built with stands in its package. */
function readsNewerToml(version: string, smolToml: unknown): boolean {
  return typeof smolToml === 'string' ? isAtLeast(smolToml, 1, 6) : isAtLeast(version, 4, 126);
}

function isAtLeast(version: string, major: number, minor: number): boolean {
  const match = /(\d+)\.(\d+)/.exec(version);
  // An unparsable version is treated as current.
  return !match || Number(match[1]) > major || (Number(match[1]) === major && Number(match[2]) >= minor);
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
