// Activation in a real VS Code: the extension's code is loaded, its views are there, the language server is ready.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { result } from '../report.mjs';
import { median } from '../statistics.mjs';

const start = fileURLToPath(new URL('../vscode/start.mjs', import.meta.url));

/**
 * @param {number} times
 * @param {(message: string) => void} log
 */
export function measureActivation(times, log) {
  log('  activation');
  const temporary = mkdtempSync(join(tmpdir(), 'infra-bindings-bench-'));
  // Nothing in this folder activates an extension.
  const folder = join(temporary, 'empty');
  mkdirSync(folder);
  const file = join(temporary, 'activation');
  try {
    const found = Array.from({ length: times }, () => {
      // What VS Code prints is no result.
      const { status } = spawnSync(process.execPath, [start, folder, file], { stdio: ['ignore', 2, 2] });
      if (status !== 0) {
        throw new Error('activation: VS Code failed');
      }
      return Number(readFileSync(file, 'utf8'));
    });
    return result('activation', { ours: median(found) });
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
