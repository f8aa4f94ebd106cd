// `infra-bindings check` of a Destination and `tsc` of a Worker: a process each time, its output read.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot, typescriptFolder } from '../servers/contenders.mjs';

/** The arguments of Node that check a folder. TypeScript's native server has none here. */
const commands = {
  ours: (/** @type {string} */ folder) => [join(projectRoot, 'dist/cli.js'), 'check', '--root', folder],
  tsserver: (/** @type {string} */ folder) => [
    join(typescriptFolder, 'lib/tsc.js'),
    ...['--project', folder, '--pretty', 'false'],
  ],
  native: undefined,
};

/** @param {import('./run.mjs').Run} run */
export async function measureCheck({ sides, files, options: { wants, rounds }, found, log }) {
  if (!wants('check')) {
    return;
  }
  const times = files > 100 ? Math.min(3, rounds) : rounds;
  for (let round = 1; round <= times; round++) {
    log(`  check, ${round} of ${times}`);
    for (const { contender, project } of sides) {
      const args = commands[contender.name]?.(project.folder);
      if (args) {
        found.add('check', contender.name, await check(args, project.folder, files));
      }
    }
  }
}

/**
 * The time from the start of the process to its end, in ms.
 * @param {readonly string[]} args of Node
 * @param {string} folder
 * @param {number} files
 */
async function check(args, folder, files) {
  const start = performance.now();
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  await new Promise((resolve) => child.once('close', resolve));
  const time = performance.now() - start;
  // Each file names one member that does not exist.
  const reported = output.match(/missing0000/g)?.length ?? 0;
  if (reported < files) {
    throw new Error(`check: ${reported} of ${files} files: ${output.slice(0, 300)}`);
  }
  return time;
}
