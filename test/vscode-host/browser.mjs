// The browser that shows a served VS Code to tests and to the screenshot script.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const candidates = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** What makes Chromium run as root, without a graphics card and without a network. */
const launchArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/**
 * The path of a Chromium. Where there is none it is installed with apt, if this process may do that.
 * @param {(line: string) => void} say
 */
export function ensureChromium(say = console.log) {
  const found = findChromium();
  if (found) {
    return found;
  }
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('Installing Chromium with apt …');
    const apt = (/** @type {string[]} */ ...args) =>
      spawnSync('apt-get', ['-qq', '-y', ...args], {
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
        stdio: ['ignore', 'ignore', 'inherit'],
      }).status === 0;
    if (!apt('install', '--no-install-recommends', 'chromium')) {
      apt('update');
      apt('install', '--no-install-recommends', 'chromium');
    }
  }
  const installed = findChromium();
  if (!installed) {
    throw new Error(
      'The tests in a real VS Code need Chromium. Install it ("sudo apt-get install chromium"), or name one in the environment variable CHROMIUM.',
    );
  }
  return installed;
}

/** Starts Chromium. */
export function launchChromium() {
  return chromium.launch({ executablePath: ensureChromium(), args: launchArguments });
}

function findChromium() {
  return candidates.find((path) => path && existsSync(path));
}
