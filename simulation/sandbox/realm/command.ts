import type { StageResult } from '../../../core/platform/stages/stages';

/** A binding as the manifest declares it. */
export interface DeclaredBinding {
  readonly name: string;
  /** The manifest's key path of the kind: `kv_namespaces`. */
  readonly kind: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** Where the class or the Worker behind the binding may be, the likeliest first. */
  readonly code?: readonly CodeCandidate[];
  /** Why there is no code of the project behind it: a sentence. */
  readonly missing?: string;
}

/** An export of a module of the project. */
export interface CodeCandidate {
  /** Relative to the Destination's root. */
  readonly module: string;
  readonly export: string;
}

/** A module of the project, as JavaScript. */
export interface ProjectModule {
  /** Relative to the Destination's root. */
  readonly path: string;
  readonly code: string;
  /** The code is not what the user wrote, or is a package's: its lines and columns are not shown. */
  readonly hidesPlaces?: boolean;
  /** The modules that its imports mean, by what the code says. */
  readonly imports: Readonly<Record<string, string>>;
  /** A sentence that says why it cannot be loaded; its code then throws that. */
  readonly problem?: string;
}

/** What bindings hold between one run and the next. */
export interface RunState {
  /** Milliseconds that the clock of the runs before has skipped. */
  readonly clock?: number;
  /** Users by id, as `userSave` left them. */
  readonly users?: Readonly<Record<string, unknown>>;
  /** By name of the binding; each kind has a form of its own. */
  readonly bindings?: Readonly<Record<string, unknown>>;
}

/** Groups of functions that a stage may find in `params`. */
export type ParamsFunction = 'requestHandler' | 'identity' | 'reporting' | 'sendTag' | 'sendEdgeData';

/** The page that a browser stage runs in. */
export interface PageFacts {
  readonly url?: string;
  readonly title?: string;
  readonly referrer?: string;
  readonly cookies?: string;
  readonly userAgent?: string;
  readonly html?: string;
}

/** The request that an API handler answers. */
export interface HandlerRequest {
  /** The handler's name. */
  readonly endpoint: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The part of a command that the realm of the stage needs. */
export interface RealmCommand {
  /** `edge/tag`. */
  readonly stage: string;
  readonly result: StageResult;
  /** The fields of `params` that are data. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly functions: readonly ParamsFunction[];
  /** The path below `params` at which variables are read. */
  readonly variablesAt: readonly string[];
  readonly variables: Readonly<Record<string, unknown>>;
  /** `null` where `params.infra` does not exist. */
  readonly bindings: readonly DeclaredBinding[] | null;
  /** The user's fixture files by name: `ai` for `simulation/ai.json`. */
  readonly fixtures?: Readonly<Record<string, unknown>>;
  readonly state?: RunState;
  /** Whether another run goes on from what this one leaves. */
  readonly keepState?: boolean;
  /** For stages of the browser. */
  readonly page?: PageFacts;
  /** For API handlers. */
  readonly http?: HandlerRequest;
}
