// VS Code in a browser, with the extension installed, for somebody who clicks and types: a test, or the screenshot script.
import { launchChromium } from './browser.mjs';
import { projectRoot } from './install.mjs';
import { quietSettings, serveVscode } from './serve.mjs';

/**
 * @typedef {object} WorkbenchOptions
 * @property {string} folder absolute path of the folder, or of a `.code-workspace`
 * @property {boolean} [restricted] keep workspace trust on, so that the folder opens in Restricted Mode
 * @property {Record<string, unknown>} [settings]
 * @property {{ width: number, height: number }} [size] of the window
 * @property {number} [scale] device pixels per pixel
 */

/**
 * Opens a folder in VS Code and waits until its window is there.
 * @param {WorkbenchOptions} options
 */
export async function openWorkbench(options) {
  const vscode = await serveVscode({
    // What is installed from a package, or else this project.
    extension: process.env.INFRA_BINDINGS_EXTENSION ?? projectRoot,
    trustEverything: !options.restricted,
    settings: { ...quietSettings, ...options.settings },
  });
  const browser = await launchChromium().catch(async (error) => {
    await vscode.stop();
    throw error;
  });
  const close = async () => {
    await browser.close();
    await vscode.stop();
  };
  try {
    const page = await browser.newPage({
      viewport: options.size ?? { width: 1280, height: 1100 },
      deviceScaleFactor: options.scale ?? 1,
    });
    await page.goto(vscode.url(options.folder));
    await page.locator('.monaco-workbench .part.sidebar').waitFor({ timeout: 60_000 });
    return { page, close };
  } catch (error) {
    await close();
    throw error;
  }
}
