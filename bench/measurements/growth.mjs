// Whether a keystroke costs more where there are more files: a session of each size, typed into in turn. Measured one
// after another, the sizes would differ by what the machine was doing meanwhile.
import { join } from 'node:path';
import { result } from '../report.mjs';
import { median } from '../statistics.mjs';
import { Session } from './session.mjs';

/**
 * @param {import('../servers/contenders.mjs').Contender} contender
 * @param {string} folder
 * @param {import('../options.mjs').Options} options
 * @param {import('./run.mjs').Log} log
 * @returns {Promise<ReadonlyMap<number, import('../report.mjs').Result[]>>} by number of stage files
 */
export async function measureGrowth(contender, folder, { files, wants, warmup, rounds, requests }, log) {
  if (!wants('keystrokeInTurn')) {
    return new Map();
  }
  log(`\nA keystroke with ${files.join(', ')} stage files`);
  const sizes = files.map((count) => {
    const project = contender.write(join(folder, `growth-${count}`), count);
    /** @type {number[]} */
    const times = [];
    return { count, session: new Session(contender, project, count), times };
  });
  for (const { session } of sizes) {
    await session.start();
  }
  for (let round = 0; round < warmup; round++) {
    for (const { session } of sizes) {
      await session.ask('bindingCompletion', requests);
      await session.ask('diagnostics', requests);
    }
  }
  for (let round = 0; round < rounds; round++) {
    log(`  ${round + 1} of ${rounds}`);
    for (const { session, times } of sizes) {
      const time = await session.keystroke();
      if (time !== undefined) {
        times.push(time);
      }
    }
  }
  for (const { session } of sizes) {
    await session.stop();
  }
  const measured = sizes.filter(({ times }) => times.length > 0);
  return new Map(measured.map(({ count, times }) => [count, result('keystrokeInTurn', { ours: median(times) })]));
}
