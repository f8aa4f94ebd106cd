import type { Binding } from '../core/model/binding';
import { bindingsOf } from '../core/model/environments';
import { isRefused, type Refused } from '../core/refused';
import { LineIndex } from '../core/text';
import { resourceOf } from '../service/bindings/describe';
import { readEnvironment, readManifest } from './manifest';
import { type PositionRange, positionRange } from './places';
import type { Project } from './project';

export interface ListRequest {
  /** An environment, with what it inherits; left out, all environments. */
  readonly environment?: string | undefined;
}

export interface ListedBinding extends Pick<Binding, 'name' | 'kind' | 'environment' | 'fields'> {
  /** The resource behind it: the name of a bucket, an id. */
  readonly resource: string | undefined;
  /** Of the declaration, and of the name in it. */
  readonly range: PositionRange;
  readonly nameRange: PositionRange;
}

export interface BindingList {
  /** The manifest, relative to the root; every range is in it. */
  readonly manifest: string;
  readonly bindings: readonly ListedBinding[];
  /** What of the manifest could not be read: the list is without it. */
  readonly unread: readonly { readonly range: PositionRange; readonly message: string }[];
}

/** Lists the bindings that the manifest declares. Refused without a manifest, or without the environment. */
export function list(project: Project, { environment: name }: ListRequest): BindingList | Refused {
  const manifest = readManifest(project);
  if (isRefused(manifest)) {
    return manifest;
  }
  const { model, document, file } = manifest;
  const environment = readEnvironment(manifest, name);
  if (isRefused(environment)) {
    return environment;
  }
  const lines = new LineIndex(document.text);
  const bindings = name === undefined ? model.bindings : bindingsOf(model, environment);
  return {
    manifest: file,
    bindings: bindings.map((binding) => ({
      name: binding.name,
      kind: binding.kind,
      environment: binding.environment,
      fields: binding.fields,
      resource: resourceOf(binding),
      range: positionRange(lines, binding.range),
      nameRange: positionRange(lines, binding.nameRange),
    })),
    unread: document.problems.map(({ range, message }) => ({ range: positionRange(lines, range), message })),
  };
}
