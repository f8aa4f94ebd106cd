import type { Binding, ManifestModel, NamedFile, Variable } from '../../model/binding';
import { type BindingKind, bindingKinds } from '../../platform/kinds/kinds';
import { nodeAt, type ObjectNode, type WranglerDocument } from '../document';
import { plainValue } from '../plainValue';
import { type BindingEntry, bindingEntries, environmentNames, environmentPath } from './entries';

/** What a manifest says about its Destination: the bindings and variables of the top level and of every environment. */
export function readBindings(document: WranglerDocument, kinds: readonly BindingKind[] = bindingKinds): ManifestModel {
  const { root } = document;
  const environments = environmentNames(root);
  const found = bindingEntries(document, kinds).sort((a, b) => a.name.contentRange.start - b.name.contentRange.start);
  const bindings = (isPreview: boolean) => found.filter(({ scope }) => scope.isPreview === isPreview).map(toBinding);
  const inheritable = kinds.filter((kind) => kind.inheritable);
  return {
    bindings: bindings(false),
    previews: bindings(true),
    files: filesOf(root),
    environments,
    variables: [null, ...environments]
      .flatMap((environment) => variablesOf(root, environment))
      .sort((a, b) => a.nameRange.start - b.nameRange.start),
    overrides: environments.flatMap((environment) =>
      inheritable
        .filter((kind) => nodeAt(root, [...environmentPath(environment), kind.path[0] ?? '']) !== undefined)
        .map((kind) => ({ environment, kind })),
    ),
    isPages: nodeAt(root, ['pages_build_output_dir']) !== undefined,
  };
}

function toBinding({ kind, scope: { environment }, node, name }: BindingEntry): Binding {
  return {
    name: name.value,
    source: 'wrangler',
    kind,
    environment,
    fields: fieldsOf(node),
    range: node.range,
    nameRange: name.contentRange,
  };
}

function fieldsOf(node: ObjectNode): Record<string, unknown> {
  return Object.fromEntries(node.properties.map(({ key, value }) => [key, plainValue(value)]));
}

/** The tables of the older format whose keys are names that code reads files by. */
const fileTables = ['wasm_modules', 'text_blobs', 'data_blobs'];

function filesOf(root: ObjectNode): NamedFile[] {
  return fileTables.flatMap((table) => {
    const node = nodeAt(root, [table]);
    return (node?.type === 'object' ? node.properties : []).map(({ key, keyRange }) => ({
      name: key,
      nameRange: keyRange,
    }));
  });
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
