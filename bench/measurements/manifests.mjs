// A workspace of many manifests: what a keystroke and a start cost there. Of ours alone: TypeScript knows no manifests.
import { join } from 'node:path';
import { writeDestinations } from '../projects/projects.mjs';
import { result } from '../report.mjs';
import { median } from '../statistics.mjs';
import { Session } from './session.mjs';
import { measureStart } from './starts.mjs';

const manifests = 100;

/**
 * @param {import('../servers/contenders.mjs').Contender} contender
 * @param {string} folder
 * @param {import('../options.mjs').Options} options
 */
export async function measureManifests(contender, folder, { rounds, requests }) {
  const project = writeDestinations(join(folder, 'manifests'), manifests);
  const session = new Session(contender, project, manifests);
  await session.start();
  for (const question of ['bindingCompletion', 'diagnostics']) {
    await session.ask(question, requests);
  }
  const completion = median(await session.ask('bindingCompletion', requests));
  const diagnostics = median(await session.ask('diagnostics', requests));
  const memory = session.memory();
  await session.stop();
  const starts = [];
  for (let round = 0; round < rounds; round++) {
    starts.push(await measureStart(contender, project, 'bindingCompletion'));
  }
  return [
    ...result('manifestsCold', { ours: median(starts) }),
    ...result('manifestsCompletion', { ours: completion }),
    ...result('manifestsDiagnostics', { ours: diagnostics }),
    ...result('manifestsMemory', { ours: memory }),
  ];
}
