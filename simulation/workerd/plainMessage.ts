import { homedir } from 'node:os';
import { dirname } from 'node:path';

const packagesOf = /(?<![\w@.-])(?:file:\/\/)?(?:[A-Za-z]:)?[\\/][^\s'"`()]*?[\\/](?=node_modules[\\/])/g;

/**
 * What a library says of this machine, without folders of it: a package is named from `node_modules` on, and `folders`
 * (of this product, of the run) are left out.
 */
export function plainMessage(message: string, folders: readonly string[] = []): string {
  const own = [...folders, dirname(process.argv[1] ?? '')].filter((folder) => folder.length > 1);
  const without = own.reduce(
    (text, folder) => text.replaceAll(`${folder}/`, '').replaceAll(`${folder}\\`, ''),
    message.replace(packagesOf, ''),
  );
  return homedir().length > 1 ? without.replaceAll(homedir(), '~') : without;
}
