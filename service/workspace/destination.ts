import type { ManifestModel } from '../../core/model/binding';
import type { BindingKind } from '../../core/platform/kinds/kinds';
import type { ManifestDocument } from '../../core/sources/document';
import type { Wrangler } from './wrangler';

/** A manifest as it was last read. */
export interface Manifest {
  readonly path: string;
  /** The last text that could be read; `undefined` if none ever could. */
  readonly document: ManifestDocument | undefined;
  readonly model: ManifestModel;
  /** One sentence when the file cannot be read now; `document` and `model` are then the last good ones. */
  readonly problem: string | undefined;
  /** The kinds of binding that it was read with: ours, and those of the project's Wrangler. */
  readonly kinds: readonly BindingKind[];
  /** The project's Wrangler, as far as it was looked for. */
  readonly wrangler: Wrangler | undefined;
}

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

export const emptyModel: ManifestModel = { bindings: [], environments: [], variables: [], problems: [] };
