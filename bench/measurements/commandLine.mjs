// The command line: a process each time, its output read.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot, typescriptFolder } from '../servers/contenders.mjs';

/**
 * Runs a command to its end; the time that takes, in ms, and what it printed.
 * @param {readonly string[]} args of Node
 * @param {string} folder
 * @returns {Promise<{ time: number, output: string }>}
 */
function run(args, folder) {
  const start = performance.now();
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  return new Promise((resolve) => {
    child.once('close', () => resolve({ time: performance.now() - start, output }));
  });
}

const cli = join(projectRoot, 'dist/cli.js');

/**
 * Checks a project: `infra-bindings check` of a Destination, `tsc` of a Worker.
 * @param {'ours' | 'tsserver'} name
 * @param {import('../projects/projects.mjs').Project} project
 * @param {number} files
 */
export async function measureCheck(name, { folder }, files) {
  const tsc = join(typescriptFolder, 'lib/tsc.js');
  const args = name === 'ours' ? [cli, 'check', '--root', folder] : [tsc, '--project', folder, '--pretty', 'false'];
  const { time, output } = await run(args, folder);
  // Each file has one member that does not exist and one binding that nobody declares.
  const found = output.match(/missing0000/g)?.length ?? 0;
  if (found < files) {
    throw new Error(`check: ${found} of ${files} files: ${output.slice(0, 300)}`);
  }
  return time;
}

const example = join(projectRoot, 'examples/newsletter');

/** Simulates a stage of the example. */
export async function measureSimulationCommand() {
  const { time, output } = await run([cli, 'simulate', 'edge/tag', '--format', 'json', '--root', example], example);
  const last = JSON.parse(output.trim().split('\n').at(-1) ?? '{}');
  if (last.type !== 'run.end' || last.ok !== true) {
    throw new Error(`simulationCommand: ${output.slice(-300)}`);
  }
  return time;
}
