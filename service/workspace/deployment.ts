import { nodeAt } from '../../core/sources/document';
import { readJsonc } from '../../core/sources/jsonc/read';
import type { Documents } from './documents';
import { folderOf, foldersUpwards, resolvePath } from './paths';

/** Where a build tells Wrangler to deploy from a manifest that it made. */
export const deployConfigPath = '.wrangler/deploy/config.json';

/** What `wrangler deploy` goes by instead of the manifest that is edited. */
export interface Deployment {
  /** The file that says so. */
  readonly config: string;
  /** The manifest that it names; `undefined` when it names none. */
  readonly manifest: string | undefined;
  /** Why Wrangler refuses it. */
  readonly problem?: 'unreadable' | 'missing' | 'elsewhere';
}

/** The file that tells Wrangler so for a Destination's folder, whether or not it can be read. */
export function deployConfig(documents: Documents, root: string): string | undefined {
  return foldersUpwards(root)
    .map((folder) => `${folder === '/' ? '' : folder}/${deployConfigPath}`)
    .find((path) => documents.isThere(path));
}

/** The redirect that counts for a Destination's folder and its manifest, by Wrangler's own rules. */
export function findDeployment(
  documents: Documents,
  root: string,
  manifest: string | undefined,
): Deployment | undefined {
  const config = deployConfig(documents, root);
  if (config === undefined) {
    return undefined;
  }
  const node = nodeAt(readJsonc(documents.text(config) ?? '').root, ['configPath']);
  if (node?.type !== 'string' || typeof node.value !== 'string' || node.value === '') {
    return { config, manifest: undefined, problem: 'unreadable' };
  }
  const target = resolvePath(folderOf(config), node.value);
  if (!documents.exists(target)) {
    return { config, manifest: target, problem: 'missing' };
  }
  const isBeside = manifest === undefined || config === `${folderOf(manifest)}/${deployConfigPath}`;
  return { config, manifest: target, ...(isBeside ? {} : { problem: 'elsewhere' }) };
}
