import { listensForEvents } from '../../core/code/globals';
import type { CodeLanguage } from '../../core/code/roots';
import type { Access, CodeScan } from '../../core/code/scan';
import { type Stage, stageOf } from '../../core/platform/stages/stages';
import { nodeAt } from '../../core/sources/document';
import type { Destination } from '../workspace/destination';
import type { Workspace } from '../workspace/workspace';
import { entryPath } from './entryPath';
import { ScannedText } from './scannedText';

/** A file whose code may use bindings: a stage file, or a module below a manifest. */
export class CodeFile {
  readonly text: string;

  constructor(
    readonly path: string,
    /** `undefined` for a module. */
    readonly stage: Stage | undefined,
    readonly destination: Destination,
    private readonly scanned: ScannedText,
    private readonly isServiceWorker: () => boolean,
  ) {
    this.text = scanned.text;
  }

  get scan(): CodeScan {
    return this.scanned.scan;
  }

  /** What may be bindings that are globals; nothing where the Worker is a module. */
  get globals(): readonly Access[] {
    return this.isServiceWorker() ? this.scanned.globals : [];
  }
}

const modulePath = /(?<!\.d)\.(?:[cm]?([jt])sx?|vue|svelte|astro|py|rs)$/;

/** The code of a workspace, with what scans have found in it. */
export class CodeFiles {
  /** Scans by path: those that were asked for since files last appeared or disappeared, and those from before. */
  private scans = new Map<string, ScannedText>();
  private earlierScans: ReadonlyMap<string, ScannedText> = new Map();
  private structureVersion = -1;

  constructor(private readonly workspace: Workspace) {}

  /** The code at a path; `undefined` if it is none, cannot be read, or is a module that no manifest counts for. */
  at(path: string): CodeFile | undefined {
    const place = this.placeOf(path);
    const text = place && this.workspace.documents.text(path);
    return place && text !== undefined
      ? new CodeFile(path, place.stage, place.destination, this.scanned(path, text, place.language), () =>
          this.isServiceWorker(place.destination),
        )
      : undefined;
  }

  /** Whether a path is that of code that may use bindings. */
  isCode(path: string): boolean {
    return this.placeOf(path) !== undefined;
  }

  /** Every file of a Destination's code that can be read, stage files first. */
  filesOf(root: string): readonly CodeFile[] {
    return this.pathsOf(root).flatMap((path) => this.at(path) ?? []);
  }

  /** The paths of a Destination's code, stage files first. */
  pathsOf(root: string): readonly string[] {
    return [...this.workspace.stageFiles(root), ...this.workspace.modules(root).paths];
  }

  /** Whether the Worker of a Destination is no module: its entry listens for events, or its manifest is one of Wrangler 1. */
  private isServiceWorker({ manifest }: Destination): boolean {
    const main = manifest && entryPath(manifest);
    if (main !== undefined) {
      return listensForEvents(this.workspace.documents.text(main) ?? '');
    }
    const type = manifest?.document && nodeAt(manifest.document.root, ['type']);
    return type?.type === 'string' && (type.value === 'javascript' || type.value === 'webpack');
  }

  private placeOf(path: string) {
    const stage = stageOf(path);
    if (stage) {
      return { stage, language: 'stage', destination: this.workspace.destination(stage.root) } as const;
    }
    const language = moduleLanguage(path);
    const destination = language && this.workspace.destinationOfModule(path);
    return destination && { stage: undefined, language, destination };
  }

  private scanned(path: string, text: string, language: CodeLanguage): ScannedText {
    const { structureVersion } = this.workspace.documents;
    if (this.structureVersion !== structureVersion) {
      // What nothing asks for until the next time is dropped then: the scans of files that are gone.
      this.structureVersion = structureVersion;
      this.earlierScans = this.scans;
      this.scans = new Map();
    }
    const known = this.scans.get(path) ?? this.earlierScans.get(path);
    const scanned = known?.text === text ? known : new ScannedText(text, path, language);
    this.scans.set(path, scanned);
    return scanned;
  }
}

/** The language of a module, by its path; `undefined` for other files. */
export function moduleLanguage(path: string): CodeLanguage | undefined {
  const match = modulePath.exec(path);
  return match ? (match[1] === 'j' ? 'javascript' : 'typescript') : undefined;
}
