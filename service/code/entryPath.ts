import { nodeAt } from '../../core/sources/document';
import type { Manifest } from '../workspace/manifest';
import { folderOf } from '../workspace/paths';

/** The path of a Worker's entry, which its manifest names by `main`: `src/index.ts`; `undefined` where it names none. */
export function entryPath({ path, document }: Manifest): string | undefined {
  const node = document && nodeAt(document.root, ['main']);
  return node?.type === 'string' && typeof node.value === 'string'
    ? `${folderOf(path)}/${node.value.replace(/^\.\//, '')}`
    : undefined;
}
