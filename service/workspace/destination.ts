import type { Manifest } from './manifest';

/** A folder with stage files and the manifest that counts for it. */
export class Destination {
  constructor(
    /** Absolute path with `/`. */
    readonly root: string,
    readonly manifest: Manifest | undefined,
    private readonly readSecrets: () => readonly string[],
    private readonly findBeside: () => readonly Manifest[],
  ) {}

  /** The manifests beside the one that counts, which `--config` may name instead: `wrangler.staging.toml`. */
  get manifestsBeside(): readonly Manifest[] {
    return this.findBeside();
  }

  /** Whether a binding of that name is declared for the code, by its manifest or by one beside it. */
  declares(name: string): boolean {
    return (
      this.manifest?.bindingsByName.has(name) === true ||
      this.manifestsBeside.some(({ bindingsByName }) => bindingsByName.has(name))
    );
  }

  /** Names of the secrets files' variables; few questions ask for them. */
  get secrets(): readonly string[] {
    return this.readSecrets();
  }
}
