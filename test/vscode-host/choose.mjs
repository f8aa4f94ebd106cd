// Which real VS Code tests and `npm start` use: a desktop one that can be downloaded, else the one from npm.
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { projectRoot, servedVersion } from './install.mjs';

const downloadHost = 'https://update.code.visualstudio.com';
const probeTimeoutMs = 3000;

/** @typedef {{ kind: 'desktop', version: string, reason: string } | { kind: 'served', version: string, reason: string }} Choice */

/**
 * Decides, and says why. `INFRA_BINDINGS_VSCODE=served` asks for the one from npm.
 * @returns {Promise<Choice>}
 */
export async function chooseVscode() {
  const version = servedVersion;
  if (process.env.INFRA_BINDINGS_VSCODE === 'served') {
    return { kind: 'served', version, reason: 'INFRA_BINDINGS_VSCODE=served asks for it' };
  }
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return { kind: 'served', version, reason: 'this machine has no display for a desktop VS Code' };
  }
  const unreachable = await probe(`${downloadHost}/api/releases/stable`);
  if (unreachable) {
    return { kind: 'served', version, reason: `a desktop VS Code cannot be downloaded here (${unreachable})` };
  }
  return { kind: 'desktop', version, reason: `${downloadHost} can be reached` };
}

/**
 * Downloads a desktop VS Code, unless it is there already.
 * @param {string} version
 */
export function downloadDesktop(version) {
  return downloadAndUnzipVSCode({ version, extensionDevelopmentPath: projectRoot });
}

/**
 * Why an address cannot be reached, or `undefined`.
 * @param {string} url
 */
async function probe(url) {
  try {
    const response = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(probeTimeoutMs) });
    return response.ok ? undefined : `${new URL(url).host} answers ${response.status}`;
  } catch {
    return `${new URL(url).host} does not answer`;
  }
}
