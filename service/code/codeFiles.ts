import type { CodeLanguage } from '../../core/code/roots';
import type { CodeScan } from '../../core/code/scan';
import { type Stage, stageOf } from '../../core/platform/stages/stages';
import type { Destination } from '../workspace/destination';
import type { Workspace } from '../workspace/workspace';
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
  ) {
    this.text = scanned.text;
  }

  get scan(): CodeScan {
    return this.scanned.scan;
  }
}

const modulePath = /(?<!\.d)\.[cm]?([jt])sx?$/;

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
      ? new CodeFile(path, place.stage, place.destination, this.scanned(path, text, place.language))
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
    const scanned = known?.text === text ? known : new ScannedText(text, language);
    this.scans.set(path, scanned);
    return scanned;
  }
}

function moduleLanguage(path: string): CodeLanguage | undefined {
  const match = modulePath.exec(path);
  return match ? (match[1] === 't' ? 'typescript' : 'javascript') : undefined;
}
