// Runs VS Code's server (see install.mjs) for as long as somebody looks at it.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { installServedVscode } from './install.mjs';

/** The user's settings that keep VS Code's own offers out of the picture. */
export const quietSettings = {
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  // In a browser VS Code saves by itself; on a desktop it does not.
  'files.autoSave': 'off',
  'update.mode': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/**
 * @typedef {object} ServeOptions
 * @property {string} [token] what a browser must know to be let in; without it everybody on this machine is
 * @property {boolean} [trustEverything] no workspace trust: nothing asks, nothing is restricted
 * @property {boolean} [underTest] let the URL say which extension is under development and which tests to run
 * @property {string} [extension] the folder of an extension to have installed
 * @property {Record<string, unknown>} [settings] the user's settings
 * @property {Record<string, string | undefined>} [env] variables for the extension host
 * @property {(line: string) => void} [say] progress of an installation
 */

/**
 * @typedef {object} ServedVscode
 * @property {string} authority `127.0.0.1:PORT`
 * @property {(folder: string, payload?: readonly (readonly [string, string])[]) => string} url opens a folder, or a `.code-workspace`
 * @property {Promise<number | null>} exited
 * @property {() => Promise<void>} stop ends the server and all that it started, and removes what it wrote
 */

/**
 * Starts VS Code's server on a free port of 127.0.0.1, with a data folder of its own.
 * @param {ServeOptions} options
 * @returns {Promise<ServedVscode>}
 */
export async function serveVscode(options = {}) {
  const { node, main } = await installServedVscode(options.say);
  const data = mkdtempSync(join(tmpdir(), 'infra-bindings-vscode-'));
  const extensions = join(data, 'extensions');
  mkdirSync(extensions);
  if (options.extension) {
    symlinkSync(options.extension, join(extensions, 'infra-bindings'), 'junction');
  }
  if (options.settings) {
    mkdirSync(join(data, 'data/User'), { recursive: true });
    writeFileSync(join(data, 'data/User/settings.json'), JSON.stringify(options.settings, null, 2));
  }
  const args = [
    ...['--host', '127.0.0.1', '--port', '0'],
    ...(options.token ? ['--connection-token', options.token] : ['--without-connection-token']),
    ...['--server-data-dir', data, '--extensions-dir', extensions],
    ...['--accept-server-license-terms', '--telemetry-level', 'off'],
    ...(options.trustEverything ? ['--disable-workspace-trust'] : []),
    ...(options.underTest ? ['--enable-smoke-test-driver'] : []),
  ];
  const server = spawn(node, [main, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Its sockets, which it leaves behind, go with its data.
    env: { ...process.env, XDG_RUNTIME_DIR: data, ...options.env },
    // A process group of its own, so that stop() reaches the extension host and the terminals too.
    detached: process.platform !== 'win32',
  });
  const exited = /** @type {Promise<number | null>} */ (new Promise((resolve) => server.once('exit', resolve)));
  const stop = async () => {
    end(server.pid, 'SIGTERM');
    await Promise.race([exited, delay(3000, undefined, { ref: false })]);
    end(server.pid, 'SIGKILL');
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const authority = `127.0.0.1:${await listeningPort(server)}`;
    const url = (/** @type {string} */ folder, /** @type {readonly (readonly [string, string])[]} */ payload = []) => {
      const query = new URLSearchParams({ [folder.endsWith('.code-workspace') ? 'workspace' : 'folder']: folder });
      if (options.token) {
        query.set('tkn', options.token);
      }
      if (payload.length > 0) {
        query.set('payload', JSON.stringify(payload));
      }
      // VS Code decodes `%20`, not `+`.
      return `http://${authority}/?${query.toString().replaceAll('+', '%20')}`;
    };
    return { authority, url, exited, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * The URL's payload that loads an extension from its folder, as F5 does, and optionally runs its tests.
 * @param {string} authority
 * @param {string} extension absolute path
 * @param {string} [tests] absolute path of the tests' entry
 * @returns {[string, string][]}
 */
export function developmentPayload(authority, extension, tests) {
  const remote = (/** @type {string} */ path) => `vscode-remote://${authority}${path}`;
  return [
    ['extensionDevelopmentPath', remote(extension)],
    ...(tests ? [/** @type {[string, string]} */ (['extensionTestsPath', remote(tests)])] : []),
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
}

/**
 * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} server
 * @returns {Promise<number>}
 */
function listeningPort(server) {
  return new Promise((resolve, reject) => {
    /** @type {string[]} */
    const said = [];
    for (const stream of [server.stdout, server.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line);
        const port = /Extension host agent listening on (\d+)/.exec(line)?.[1];
        if (port) {
          resolve(Number(port));
        }
      });
    }
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`VS Code's server ended (${code}):\n${said.join('\n')}`)));
  });
}

/**
 * @param {number | undefined} pid of a process group's first process
 * @param {NodeJS.Signals} signal
 */
function end(pid, signal) {
  if (pid === undefined) {
    return;
  }
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    // It has ended by itself.
  }
}
