// Everything that is measured for one number of stage files.
import { join } from 'node:path';
import { metrics } from '../metrics.mjs';
import { result } from '../report.mjs';
import { Rounds } from '../statistics.mjs';
import { measureCheck } from './check.mjs';
import { measureSimulations } from './simulation.mjs';
import { measureStarts } from './starts.mjs';
import { measureTyping } from './typing.mjs';

/** @typedef {import('../servers/contenders.mjs').Contender} Contender */

/**
 * What every measurement is given.
 * @typedef {object} Run
 * @property {readonly { contender: Contender, project: import('../projects/projects.mjs').Project }[]} sides asked in turn
 * @property {number} files
 * @property {import('../options.mjs').Options} options
 * @property {Rounds} found where its values go
 * @property {(message: string) => void} log
 */

/**
 * @param {readonly Contender[]} contenders
 * @param {string} folder where their projects are written
 * @param {number} files
 * @param {import('../options.mjs').Options} options
 * @param {Run['log']} log
 * @returns {Promise<import('../report.mjs').Result[]>}
 */
export async function measureRun(contenders, folder, files, options, log) {
  const sides = contenders.map((contender) => ({
    contender,
    project: contender.write(join(folder, contender.name), files),
  }));
  const run = { sides, files, options, found: new Rounds(), log };
  // Typing comes first: what a server keeps for its next start is what real use leaves behind.
  await measureTyping(run);
  await measureStarts(run);
  await measureCheck(run);
  if (files === 1) {
    await measureSimulations(run);
  }
  return Object.keys(metrics)
    .filter(options.wants)
    .flatMap((name) => result(name, run.found.medians(name)));
}
