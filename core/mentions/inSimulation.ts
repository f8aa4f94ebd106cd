import type { ManifestNode, PropertyNode } from '../sources/document';
import { nodeAt } from '../sources/document';
import { readJsonc } from '../sources/jsonc/read';
import type { TextRange } from '../text';

const folder = 'simulation/';
const scenarios = `${folder}scenarios/`;
const events = `${folder}events/`;

/**
 * Finds the places in a file of a simulation that name a binding, by its path below the Destination's root: the keys of
 * seeds, and what the steps of a scenario expect. Ranges are without quotes. Empty for other files.
 */
export function bindingNamesInSimulation(path: string, text: string, name: string): readonly TextRange[] {
  if (!path.startsWith(folder) || path.startsWith(events) || !/\.jsonc?$/.test(path)) {
    return [];
  }
  const { root } = readJsonc(text);
  if (!path.startsWith(scenarios)) {
    return keysOf(root, name);
  }
  const steps = nodeAt(root, ['steps']);
  const expectations = itemsOf(steps).flatMap((step) => nodeAt(step, ['expect']) ?? []);
  return [
    ...keysOf(nodeAt(root, ['seed']), name),
    ...expectations.flatMap((expect) => [
      ...itemsOf(nodeAt(expect, ['bindings'])).flatMap((call) => textAt(nodeAt(call, ['name']), name)),
      ...keysOf(nodeAt(expect, ['state']), name),
    ]),
  ];
}

function keysOf(node: ManifestNode | undefined, name: string): readonly TextRange[] {
  const properties: readonly PropertyNode[] = node?.type === 'object' ? node.properties : [];
  return properties.filter(({ key }) => key === name).map(({ keyRange }) => keyRange);
}

const itemsOf = (node: ManifestNode | undefined) => (node?.type === 'array' ? node.items : []);

function textAt(node: ManifestNode | undefined, name: string): readonly TextRange[] {
  return node?.type === 'string' && node.value === name ? [node.contentRange] : [];
}
