import { type ManifestDocument, nodeAt, type ObjectNode } from '../manifest/document';
import { plainValue } from '../manifest/plainValue';
import type { ManifestModel, Variable } from './binding';
import { bindingEntries, environmentNames, environmentPath } from './entries';
import { type BindingKind, bindingKinds } from './kinds';

/** What a manifest says about its Destination: the bindings and variables of the top level and of every environment. */
export function readBindings(document: ManifestDocument, kinds: readonly BindingKind[] = bindingKinds): ManifestModel {
  const { root, problems } = document;
  const environments = environmentNames(root);
  const bindings = bindingEntries(document, kinds).map(({ kind, environment, node, name }) => ({
    name: name.value,
    kind,
    environment,
    fields: fieldsOf(node),
    range: node.range,
    nameRange: name.contentRange,
  }));
  const inheritable = kinds.filter((kind) => kind.inheritable);
  return {
    bindings: bindings.sort((a, b) => a.nameRange.start - b.nameRange.start),
    environments,
    variables: [null, ...environments]
      .flatMap((environment) => variablesOf(root, environment))
      .sort((a, b) => a.nameRange.start - b.nameRange.start),
    problems,
    overrides: environments.flatMap((environment) =>
      inheritable
        .filter((kind) => nodeAt(root, [...environmentPath(environment), kind.path[0] ?? '']) !== undefined)
        .map((kind) => ({ environment, kind })),
    ),
    isPages: nodeAt(root, ['pages_build_output_dir']) !== undefined,
  };
}

function fieldsOf(node: ObjectNode): Record<string, unknown> {
  return Object.fromEntries(node.properties.map(({ key, value }) => [key, plainValue(value)]));
}

function variablesOf(root: ObjectNode, environment: string | null): Variable[] {
  const base = environmentPath(environment);
  const vars = nodeAt(root, [...base, 'vars']);
  const secrets = nodeAt(root, [...base, 'secrets', 'required']);
  return [
    ...(vars?.type === 'object' ? vars.properties : []).map(({ key, keyRange }) => ({
      name: key,
      environment,
      secret: false,
      nameRange: keyRange,
    })),
    ...(secrets?.type === 'array' ? secrets.items : []).flatMap((item) =>
      item.type === 'string' && typeof item.value === 'string' && item.value !== ''
        ? [{ name: item.value, environment, secret: true, nameRange: item.contentRange }]
        : [],
    ),
  ];
}
