import type { ManifestNode } from './document';

/** What a node stands for, as plain JavaScript: dates as they are written, missing values as `undefined`. */
export function plainValue(node: ManifestNode): unknown {
  switch (node.type) {
    case 'object':
      return Object.fromEntries(node.properties.map((property) => [property.key, plainValue(property.value)]));
    case 'array':
      return node.items.map(plainValue);
    default:
      return node.value;
  }
}
