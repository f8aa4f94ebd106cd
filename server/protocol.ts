/**
 * What the client and the server say to each other beyond standard LSP.
 * Types and method names only: the client imports nothing else from the server.
 */
import type { Range, WorkspaceEdit } from 'vscode-languageserver-types';
import type { Refused } from '../core/refused';

/** Request, no parameters → `DestinationsResult`: everything that the sidebar shows. */
export const destinationsRequest = 'infraBindings/destinations';
/** Notification to the client, no parameters: what `destinationsRequest` answers has changed. */
export const destinationsChangedNotification = 'infraBindings/destinationsChanged';
/** Request, no parameters → `BindingKindInfo[]`: what the "Add Binding" wizard offers. */
export const bindingKindsRequest = 'infraBindings/bindingKinds';
/** Request, `AddBindingParams` → `EditResult`. */
export const addBindingRequest = 'infraBindings/addBinding';
/** Request, `RemoveBindingParams` → `EditResult`. */
export const removeBindingRequest = 'infraBindings/removeBinding';
/** Request, `CheckNameParams` → `string | null`: why the name cannot be used, or `null`. */
export const checkBindingNameRequest = 'infraBindings/checkBindingName';

/** Notification to the client, `TypeScriptStatusParams`: how the type checking of stage files is doing. */
export const typescriptStatusNotification = 'infraBindings/typescriptStatus';

export interface TypeScriptStatusParams {
  /** `restarted` after a crash, `stopped` after a second one, when type checking is off until the server is restarted. */
  readonly health: 'running' | 'restarted' | 'stopped';
  /** One sentence. */
  readonly message: string;
}

/** Command of the client, for code lenses: shows where a binding is used. Arguments: URI, position, `Location[]`, as in LSP. */
export const showReferencesCommand = 'infraBindings.showReferences';

export interface DestinationsResult {
  readonly destinations: readonly DestinationInfo[];
}

export interface DestinationInfo {
  /** The URI of the folder that holds the manifest. */
  readonly root: string;
  /** The folder's path relative to its workspace folder, or the folder's name. */
  readonly label: string;
  /** The manifest's URI. */
  readonly manifest: string;
  /** One sentence when the manifest has a problem (unreadable, binary, syntax): what and where. */
  readonly problem: string | null;
  /** What else there is to know of the manifest, a sentence each: which one counts where there are two, what is deployed. */
  readonly notes?: readonly string[];
  /** Top level first (`name: null`), then the named environments in the order of the manifest. */
  readonly environments: readonly EnvironmentInfo[];
  readonly stages: readonly StageInfo[];
}

export interface EnvironmentInfo {
  readonly name: string | null;
  readonly bindings: readonly BindingInfo[];
}

export interface BindingInfo {
  readonly name: string;
  /** Key of the kind: `kv_namespaces`. */
  readonly kind: string;
  /** "KV namespace". */
  readonly kindLabel: string;
  /** Codicon of the kind. */
  readonly icon: string;
  readonly environment: string | null;
  /** The resource behind it (bucket, database or queue name, the first digits of an id), or `null`. */
  readonly resource: string | null;
  /** Of the whole declaration and of the name in it, in the manifest. */
  readonly range: Range;
  readonly nameRange: Range;
  readonly uses: number;
}

export interface StageInfo {
  /** `edge/tag`, `apis/cdn/subscribe`. */
  readonly stage: string;
  readonly uri: string;
  readonly group: 'edge' | 'browser' | 'cdn' | 'server' | 'transformation';
  /** Whether the simulation can run it. */
  readonly runnable: boolean;
  /** Sample events that a run can start from, the default first; none where the stage takes no event. */
  readonly events?: readonly string[];
}

export interface BindingKindInfo {
  readonly kind: string;
  readonly label: string;
  readonly icon: string;
  /** One line: what it is for. */
  readonly detail: string;
  readonly documentation: string;
  /** The field that holds the name. */
  readonly nameField: string;
  /** Fields to ask for besides the name, required ones first. */
  readonly fields: readonly BindingFieldInfo[];
}

export interface BindingFieldInfo {
  readonly name: string;
  readonly required: boolean;
  /** What to write in the input box. */
  readonly prompt: string;
  /** A value to start from; `{name}` stands for the binding's name in kebab-case. */
  readonly placeholder: string | null;
}

export interface AddBindingParams {
  /** The manifest's URI. */
  readonly manifest: string;
  readonly kind: string;
  readonly name: string;
  readonly environment: string | null;
  readonly fields: Readonly<Record<string, string>>;
}

export interface RemoveBindingParams {
  readonly manifest: string;
  readonly kind: string;
  readonly name: string;
  readonly environment: string | null;
}

export interface CheckNameParams {
  readonly manifest: string;
  readonly name: string;
  readonly environment: string | null;
}

/** An edit for the client to apply, so that undo works; or why there is none. */
export type EditResult = { readonly edit: WorkspaceEdit } | Refused;
