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

/** A value made safe for JSON: what JSON lacks is written `{ "$": "undefined" | "bigint" | "date" | "map" | … }`. */
export type Described = unknown;

export interface RunStartEvent extends EventBase {
  readonly type: 'run.start';
  readonly stage: string;
  readonly file: string;
  readonly engine: 'memory' | 'workerd';
  readonly event: string;
  /** Layers of the sandbox that this machine's Node does not have. */
  readonly missingLayers?: readonly string[];
}

export interface LogEvent extends EventBase {
  readonly type: 'log';
  readonly level: 'log' | 'info' | 'warn' | 'error' | 'debug';
  readonly args: readonly Described[];
  readonly at?: SourcePlace;
}

export interface RequestEvent extends EventBase {
  readonly type: 'request';
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Described;
  readonly sent: false;
  readonly at?: SourcePlace;
}

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
}

export interface IdentityEvent extends EventBase {
  readonly type: 'identity';
  readonly op: 'userSave' | 'userGet' | 'providerSave';
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
  readonly frames: readonly (SourcePlace & { readonly function: string | null })[];
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
}

export type SimulationEvent =
  | RunStartEvent
  | LogEvent
  | RequestEvent
  | BindingEvent
  | IdentityEvent
  | ReturnEvent
  | ErrorEvent
  | TruncatedEvent
  | RunEndEvent;
