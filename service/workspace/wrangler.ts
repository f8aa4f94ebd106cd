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

/**
 * Reads Wranglers, each once for as long as its files stay the same: a schema takes several milliseconds. The runner has
 * one for all its runs.
 */
export class WranglerPackages {
  private readonly known = new Map<string, Known>();

  constructor(private readonly fileSystem: FileSystem) {}

  /** The Wrangler that is installed in a folder or above it. */
  find(folder: string): Wrangler | undefined {
    for (const each of foldersUpwards(folder)) {
      const path = `${each === '/' ? '' : each}/node_modules/wrangler`;
      if (this.fileSystem.isFile(`${path}/package.json`)) {
        const stamp = ['package.json', 'config-schema.json']
          .map((name) => this.fileSystem.stamp?.(`${path}/${name}`))
          .join();
        const known = this.known.get(path);
        const current = known?.stamp === stamp ? known : { stamp, wrangler: this.read(path) };
        this.known.set(path, current);
        return current.wrangler;
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

/** Knows the Wranglers of folders. Nothing is looked for until `load` is called; answers go by our own table until then. */
export class Wranglers {
  private readonly byFolder = new Map<string, Wrangler>();

  constructor(private readonly packages: WranglerPackages) {}

  /** The Wrangler that `load` found for a folder. */
  of(folder: string): Wrangler | undefined {
    return this.byFolder.get(folder);
  }

  /** Looks for the Wrangler of a folder, in it and above it. Returns whether it is another one than before. */
  load(folder: string): boolean {
    const before = this.byFolder.get(folder);
    const found = this.packages.find(folder);
    if (found) {
      this.byFolder.set(folder, found);
    } else {
      this.byFolder.delete(folder);
    }
    return found !== before;
  }

  /** Forgets what was found for a folder and those below it. */
  forget(folder: string): void {
    for (const each of [...this.byFolder.keys()].filter((path) => isWithin(folder, path))) {
      this.byFolder.delete(each);
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
