import type { ManifestPath } from '../editor';
import type { TomlDocument, TomlNode, TomlProperty, TomlTable } from './syntax';

/** What stands at a path, as far as the path leads. */
export interface Located {
  /** The deepest node that exists, and the steps that lead on from it. */
  readonly node: TomlNode;
  readonly rest: ManifestPath;
  /** The nodes from the root to `node`. */
  readonly chain: readonly TomlNode[];
  /** The property that holds `node`, unless it is an item or the root. */
  readonly property: TomlProperty | undefined;
}

/** Follows a path as far as it leads. */
export function locate(document: TomlDocument, path: ManifestPath): Located {
  let node: TomlNode = document.root;
  const chain: TomlNode[] = [node];
  let property: TomlProperty | undefined;
  for (const [i, step] of path.entries()) {
    let next: TomlNode | undefined;
    if (node.type === 'object') {
      const found: TomlProperty | undefined = node.byKey.get(String(step));
      next = found?.value;
      property = found ?? property;
    } else if (node.type === 'array' && typeof step === 'number') {
      next = node.items[step];
      property = next ? undefined : property;
    }
    if (!next) {
      return { node, rest: path.slice(i), chain, property };
    }
    node = next;
    chain.push(node);
  }
  return { node, rest: [], chain, property };
}

/** How many dotted tables a chain ends with: so many parts of a key lead to its last table. */
export function dottedDepth(chain: readonly TomlNode[]): number {
  const outer = chain.findLastIndex((node) => node.type !== 'object' || node.form !== 'dotted');
  return chain.length - 1 - outer;
}

/** The innermost table of a chain that is written with braces. */
export function innermostInline(chain: readonly TomlNode[]): TomlTable | undefined {
  return chain.findLast((node): node is TomlTable => node.type === 'object' && node.form === 'inline');
}
