import type { Manifest } from './manifest';

/** A folder with stage files and the manifest that counts for it. */
export class Destination {
  constructor(
    /** Absolute path with `/`. */
    readonly root: string,
    readonly manifest: Manifest | undefined,
    private readonly readSecrets: () => readonly string[],
  ) {}

  /** Names of the secrets files' variables; few questions ask for them. */
  get secrets(): readonly string[] {
    return this.readSecrets();
  }
}
