import type { StageResult } from '../../../core/stages/stages';

/** A binding as the manifest declares it. */
export interface DeclaredBinding {
  readonly name: string;
  /** The manifest's key path of the kind: `kv_namespaces`. */
  readonly kind: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Groups of functions that a stage may find in `params`. */
export type ParamsFunction = 'requestHandler' | 'identity' | 'reporting';

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
  readonly result: StageResult;
  /** The fields of `params` that are data. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly functions: readonly ParamsFunction[];
  /** The path below `params` at which variables are read. */
  readonly variablesAt: readonly string[];
  readonly variables: Readonly<Record<string, unknown>>;
  /** `null` where `params.infra` does not exist. */
  readonly bindings: readonly DeclaredBinding[] | null;
  /** For API handlers. */
  readonly http?: HandlerRequest;
}
