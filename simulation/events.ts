/**
 * The event stream of a simulation: one JSON object a line, in order. The terminal, the results view and the
 * Problems panel all render from it. Fields may be added, never changed or removed.
 */

/** A place in the user's file: zero-based, UTF-16. `file` is relative to the Destination's root. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly character: number;
}

interface EventBase {
  readonly v: 1;
  /** Identifies the run. */
  readonly run: string;
  /** Counts up from 1 within a run. */
  readonly seq: number;
  /** Milliseconds since the run began. */
  readonly t: number;
}

/**
 * A value made safe for JSON. What JSON lacks is an object with `$`:
 * - `undefined`, `circular`, `depth` (nested too deeply), `promise`, `bytes` (`length`);
 * - `number` (NaN, Infinity, -0), `bigint`, `date`, `regexp`, `url`, `symbol`: `value` is its text; `function`: `name`;
 * - `map`, `headers`, `formData`: `entries`; `set`: `values`; `more`: `count` items left out at the end of a list;
 * - `string`: a long one, `length` and its `start`; `error`: `name`, `message`; `class`: `name` and its `value`;
 * - `object`: a plain object that has a key `$` itself, as `value`.
 */
export type Described = unknown;

export interface RunStartEvent extends EventBase {
  readonly type: 'run.start';
  readonly stage: string;
  readonly file: string;
  readonly engine: 'memory' | 'workerd';
  readonly event: string;
  /** Layers of the sandbox that this machine's Node does not have. */
  readonly missingLayers?: readonly string[];
  /** On workerd, the runtime and its version: `workerd 2026-04-26`. */
  readonly runtime?: string;
  /** What an API handler answers. */
  readonly request?: { readonly method: string; readonly url: string };
  /** The WebSocket of V8's inspector: the run waits until a debugger has attached there. */
  readonly inspector?: string;
}

export interface LogEvent extends EventBase {
  readonly type: 'log';
  readonly level: 'log' | 'info' | 'warn' | 'error' | 'debug';
  readonly args: readonly Described[];
  readonly at?: SourcePlace;
  readonly source?: 'logger' | 'console';
}

export interface RequestEvent extends EventBase {
  readonly type: 'request';
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Described;
  readonly sent: false;
  readonly at?: SourcePlace;
  /** What sent it; `image`, `script`, `iframe` and `navigation` are what a page would load. */
  readonly via?: 'requestHandler' | 'fetch' | 'xhr' | 'beacon' | 'image' | 'script' | 'iframe' | 'navigation';
}

/**
 * How far a binding's answers can be trusted: `computed` as the service would, `captured` and not executed,
 * `recorded` with an empty answer, or answered from a `fixture`.
 */
export type Simulated = 'computed' | 'captured' | 'recorded' | 'fixture';

/** A call on a binding, or on `reporting` of `edge/scheduled` (kind and name `reporting`), which is no binding but SQL. */
export interface BindingEvent extends EventBase {
  readonly type: 'binding';
  /** The manifest's key path of the kind: `kv_namespaces`. */
  readonly kind: string;
  readonly name: string;
  readonly op: string;
  readonly args: readonly Described[];
  readonly at?: SourcePlace;
  readonly sql?: string;
  readonly parameters?: readonly Described[];
  readonly executed?: boolean;
  readonly rows?: number;
  readonly error?: string;
  readonly simulated?: Simulated;
  /** What would make the answer a better one: the fixture to write, the class that was not found. */
  readonly note?: string;
  /** What the call answered, where that says more than that it worked. */
  readonly result?: Described;
  /** The statements of a D1 `batch`; `sql` and `parameters` hold them joined. */
  readonly statements?: readonly { readonly sql: string; readonly parameters: readonly Described[] }[];
}

/** What a store holds when a run ends; stores that are empty have no such event. */
export interface StateEvent extends EventBase {
  readonly type: 'state';
  /** The binding's name. */
  readonly name: string;
  readonly entries: readonly {
    readonly key: string;
    readonly value: Described;
    /** Seconds since the epoch. */
    readonly expiration?: number;
    readonly metadata?: Described;
    readonly httpMetadata?: Described;
    readonly customMetadata?: Described;
  }[];
}

export interface IdentityEvent extends EventBase {
  readonly type: 'identity';
  readonly op: 'userSave' | 'userGet' | 'providerSave' | 'sendTag' | 'sendEdgeData' | 'getEdgeData';
  readonly args: readonly Described[];
  readonly at?: SourcePlace;
}

export interface ReturnEvent extends EventBase {
  readonly type: 'return';
  readonly value?: Described;
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
}

export interface ErrorEvent extends EventBase {
  readonly type: 'error';
  readonly phase: 'compile' | 'run' | 'timer' | 'unhandledRejection' | 'timeout' | 'memory';
  readonly name: string;
  readonly message: string;
  readonly at?: SourcePlace;
  readonly cause?: Described;
  readonly frames: readonly (SourcePlace & { readonly function: string | null })[];
  /** The install that the engine of the run lacks. */
  readonly install?: MiniflareInstall;
}

/** How the project gets a Miniflare. */
export interface MiniflareInstall {
  readonly manager: 'npm' | 'pnpm' | 'yarn' | 'bun';
  /** Where the package manager runs. */
  readonly folder: string;
  /** Whether there is a `package.json` that it goes to; otherwise one comes into being in the folder. */
  readonly hasPackage: boolean;
}

export interface TruncatedEvent extends EventBase {
  readonly type: 'truncated';
  readonly limit: string;
}

export interface RunEndEvent extends EventBase {
  readonly type: 'run.end';
  readonly ok: boolean;
  readonly durationMs: number;
  readonly rssMb: number;
  /** Set when the caller ended the run. */
  readonly cancelled?: boolean;
}

/** A scenario begins: its events have a `run` of their own, and the runs of its steps come in between. */
export interface ScenarioStartEvent extends EventBase {
  readonly type: 'scenario.start';
  readonly scenario: string;
  readonly file: string;
  readonly steps: number;
}

/** A step of a scenario begins: the run that follows is its own, if it has a stage. */
export interface ScenarioStepEvent extends EventBase {
  readonly type: 'scenario.step';
  readonly scenario: string;
  /** Zero-based. */
  readonly step: number;
  readonly stage?: string;
  /** Milliseconds that pass before it. */
  readonly waitMs?: number;
}

/** What came of one expectation of a step, after the step's run. */
export interface ExpectationEvent extends EventBase {
  readonly type: 'expectation';
  readonly scenario: string;
  readonly step: number;
  /** Which, below the step's `expect`: `requests.0`. */
  readonly path: string;
  readonly ok: boolean;
  readonly message: string;
  /** Of one that failed. */
  readonly expected?: unknown;
  readonly actual?: unknown;
  /** Where it stands in the scenario's file. */
  readonly at: SourcePlace;
}

export interface ScenarioEndEvent extends EventBase {
  readonly type: 'scenario.end';
  readonly scenario: string;
  readonly ok: boolean;
  /** How many expectations failed. */
  readonly failed: number;
  readonly durationMs: number;
  /** It was ended from outside: of the last step nothing was judged, and others may not have run. */
  readonly cancelled?: boolean;
}

/** Two runs of one stage, on both engines, have ended: where they differ. */
export interface ComparisonEvent extends EventBase {
  readonly type: 'comparison';
  readonly same: boolean;
  readonly differences: readonly {
    /** What differs: `binding 2 (CACHE.get)`, `return`. */
    readonly what: string;
    readonly memory: unknown;
    readonly workerd: unknown;
    readonly at?: SourcePlace;
  }[];
}

export type SimulationEvent =
  | RunStartEvent
  | LogEvent
  | RequestEvent
  | BindingEvent
  | IdentityEvent
  | StateEvent
  | ReturnEvent
  | ErrorEvent
  | TruncatedEvent
  | RunEndEvent
  | ScenarioStartEvent
  | ScenarioStepEvent
  | ExpectationEvent
  | ScenarioEndEvent
  | ComparisonEvent;

type WithoutStamp<Event> = Event extends SimulationEvent ? Omit<Event, 'v' | 'run' | 'seq'> : never;

/** An event as an engine reports it, before the run numbers it. */
export type EngineEvent = WithoutStamp<SimulationEvent>;

/** What an engine reports along the way; the beginning and the end of the run stand apart. */
export type RunEvent = Extract<
  EngineEvent,
  { readonly type: 'log' | 'request' | 'binding' | 'identity' | 'state' | 'return' | 'error' | 'truncated' }
>;
