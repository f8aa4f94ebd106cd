// Who is measured: our server, TypeScript's, and TypeScript's native one where it is installed.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeDestination, writeWorker } from '../projects/projects.mjs';
import { LanguageServer } from './languageServer.mjs';
import { Tsserver } from './tsserver.mjs';

/** @typedef {import('../projects/projects.mjs').Project} Project */
/** @typedef {'ours' | 'tsserver' | 'native'} ContenderName */

/**
 * @typedef {object} Contender
 * @property {ContenderName} name
 * @property {string} title
 * @property {(folder: string, files: number) => Project} write
 * @property {(project: Project) => import('./editor.mjs').Editor} launch starts a server
 */

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);
export const typescriptFolder = dirname(require.resolve('typescript/package.json'));

/** @returns {readonly Contender[]} */
export function contenders() {
  const native = nativeCommand();
  return [
    {
      name: 'ours',
      title: 'Infra Bindings',
      write: writeDestination,
      launch: ({ folder }) =>
        // As the extension starts it, with the same flag: client/server.ts.
        new LanguageServer(
          [process.execPath, '--max-semi-space-size=4', join(projectRoot, 'dist/server.js'), '--stdio'],
          folder,
          'edgetag-stage',
        ),
    },
    {
      name: 'tsserver',
      title: `tsserver ${versionOf(typescriptFolder)}`,
      write: writeWorker,
      launch: ({ folder }) =>
        new Tsserver(
          [process.execPath, join(typescriptFolder, 'lib/tsserver.js'), '--disableAutomaticTypingAcquisition'],
          folder,
        ),
    },
    ...(native
      ? [
          {
            name: /** @type {const} */ ('native'),
            title: `TypeScript ${native.version} (native)`,
            write: writeWorker,
            launch: (/** @type {Project} */ { folder }) => new LanguageServer(native.command, folder, 'typescript'),
          },
        ]
      : []),
  ];
}

/** TypeScript 7 under either of its names, if one is installed. */
function nativeCommand() {
  for (const name of ['@typescript/native-preview', 'typescript-7', 'typescript']) {
    const manifest = join(projectRoot, 'node_modules', name, 'package.json');
    if (!existsSync(manifest)) {
      continue;
    }
    const { version, bin } = JSON.parse(readFileSync(manifest, 'utf8'));
    if (Number.parseInt(version, 10) >= 7) {
      const script = join(dirname(manifest), bin.tsgo ?? bin.tsc);
      return { version, command: [process.execPath, script, '--lsp', '--stdio'] };
    }
  }
  return undefined;
}

/** @param {string} folder */
function versionOf(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
}
