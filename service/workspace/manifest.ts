import type { Binding, ManifestModel } from '../../core/model/binding';
import { bindingsByName, infraDeclarations } from '../../core/model/declarations';
import type { BindingKind } from '../../core/platform/kinds/kinds';
import type { ManifestDocument } from '../../core/sources/document';
import type { Change, ManifestEdits, Reading } from '../../core/sources/source';
import { nameOf } from './paths';
import type { Wrangler } from './wrangler';

/** A manifest as it was last read. The workspace makes another one for each version of the text. */
export class Manifest {
  private byName: ReadonlyMap<string, readonly [Binding, ...Binding[]]> | undefined;
  private declared: string | undefined;

  constructor(
    /** Absolute, with `/`. */
    readonly path: string,
    /** What its source read in the last text that could be read; `undefined` if none ever could. */
    readonly reading: Reading | undefined,
    /** One sentence when the file cannot be read now; `reading` is then the last good one. */
    readonly problem: string | undefined,
    /** The kinds of binding that it was read with: ours, and those of the project's Wrangler. */
    readonly kinds: readonly BindingKind[],
    /** The project's Wrangler, as far as it was looked for. */
    readonly wrangler: Wrangler | undefined,
  ) {}

  get document(): ManifestDocument | undefined {
    return this.reading?.document;
  }

  get model(): ManifestModel {
    return this.reading?.model ?? emptyModel;
  }

  /** A binding's declarations by name, the top level's first; worked out once for a manifest. */
  get bindingsByName(): ReadonlyMap<string, readonly [Binding, ...Binding[]]> {
    this.byName ??= bindingsByName(this.model);
    return this.byName;
  }

  /** The declaration of `params.infra`'s type, for TypeScript; worked out once for a manifest. */
  get infraDeclarations(): string {
    this.declared ??= infraDeclarations(this.model).text;
    return this.declared;
  }

  /** The edits of its text that make a change; refused where the file cannot be read, or its source only reads. */
  edit(change: Change): ManifestEdits {
    if (this.problem !== undefined) {
      return { refused: this.problem };
    }
    return (
      this.reading?.edit?.(change) ?? { refused: `${nameOf(this.path)} can only be read: make the change by hand.` }
    );
  }
}

const emptyModel: ManifestModel = { bindings: [], environments: [], variables: [] };
