// Everything that is measured for one number of stage files.
import { join } from 'node:path';
import { metrics } from '../metrics.mjs';
import { result } from '../report.mjs';
import { median, Rounds } from '../statistics.mjs';
import { measureAnswers } from './answers.mjs';
import { measureCheck, measureSimulationCommand } from './commandLine.mjs';
import { measureManifests } from './manifests.mjs';
import { questions } from './questions.mjs';
import { Session } from './session.mjs';
import { measureSimulation } from './simulation.mjs';
import { measureSizes } from './sizes.mjs';
import { measureStart } from './starts.mjs';

/** @typedef {import('../servers/contenders.mjs').Contender} Contender */
/** @typedef {import('../servers/contenders.mjs').ContenderName} ContenderName */
/** @typedef {import('../options.mjs').Options} Options */
/** @typedef {import('../projects/projects.mjs').Project} Project */
/** @typedef {Partial<Record<ContenderName, number>>} Values */
/** @typedef {(message: string) => void} Log */

const simulations = ['simulation', 'simulationP95', 'simulationSamples', 'simulationSandbox', 'workerdCold', 'workerd'];

/** Metrics of a start: the question that ends it, and whether it is the first on a machine. */
const starts = {
  coldCompletion: { question: 'bindingCompletion', isFirst: false },
  coldDiagnostics: { question: 'diagnostics', isFirst: false },
  firstCompletion: { question: 'bindingCompletion', isFirst: true },
  firstDiagnostics: { question: 'diagnostics', isFirst: true },
};

/**
 * @param {readonly Contender[]} contenders
 * @param {string} folder
 * @param {number} files
 * @param {Options} options
 * @param {Log} log
 */
export async function measureRun(contenders, folder, files, options, log) {
  /** @type {Map<Contender, Project>} */
  const projects = new Map(contenders.map((each) => [each, each.write(join(folder, each.name), files)]));
  // The session comes first: what a server keeps for its next start is what real use leaves behind.
  const results = [
    ...(await measureSession(projects, files, options, log)),
    ...(await measureStarts(projects, options, log)),
    ...(await measureCommands(projects, files, options, log)),
    ...(files === 1 ? await measureWorkspace(projects.keys(), folder, options, log) : []),
  ];
  return Object.keys(metrics).flatMap((name) => results.filter((each) => each.name === name));
}

/**
 * Does something for each contender in turn, round after round; the median of each.
 * @param {Iterable<Contender>} contenders
 * @param {number} rounds
 * @param {(contender: Contender) => Promise<number | undefined>} measure
 * @returns {Promise<Values>}
 */
async function inTurn(contenders, rounds, measure) {
  const found = new Rounds();
  for (let round = 0; round < rounds; round++) {
    for (const contender of contenders) {
      const value = await measure(contender);
      if (value !== undefined) {
        found.add('', contender.name, value);
      }
    }
  }
  return found.medians('');
}

/**
 * @param {ReadonlyMap<Contender, Project>} projects
 * @param {Options} options
 * @param {Log} log
 */
async function measureStarts(projects, { wants, rounds }, log) {
  const wanted = Object.entries(starts).filter(([name]) => wants(name));
  const found = new Rounds();
  for (let round = 0; round < rounds * 2; round++) {
    // The first starts ever are only told of.
    const measured = wanted.filter(([, { isFirst }]) => !isFirst || round < rounds);
    if (measured.length > 0) {
      log(`  starts, ${round + 1} of ${rounds * 2}`);
    }
    for (const [name, { question, isFirst }] of measured) {
      for (const [contender, project] of projects) {
        found.add(name, contender.name, await measureStart(contender, project, question, { isFirst }));
      }
    }
  }
  return wanted.flatMap(([name]) => result(name, found.medians(name)));
}

/**
 * @param {ReadonlyMap<Contender, Project>} projects
 * @param {number} files
 * @param {Options} options
 * @param {Log} log
 */
async function measureSession(projects, files, options, log) {
  const { wants, rounds, requests } = options;
  const asked = questions.filter(({ metric }) => ['Fresh', 'P50', 'P95'].some((kind) => wants(`${metric}${kind}`)));
  const others = /** @type {const} */ (['manifestEdit', 'references', 'keystroke', 'memory']);
  if (asked.length === 0 && !others.some(wants)) {
    return [];
  }
  /** @type {Map<Contender, Session>} */
  const sessions = new Map();
  for (const [contender, project] of projects) {
    const session = new Session(contender, project, files);
    sessions.set(contender, session);
    await session.start();
  }
  const session = (/** @type {Contender} */ contender) => /** @type {Session} */ (sessions.get(contender));
  const results = [];
  for (const { metric } of asked) {
    const first = await inTurn(sessions.keys(), 1, async (each) => median(await session(each).ask(metric, requests)));
    results.push(...result(`${metric}Fresh`, first));
  }
  const byName = new Map([...sessions].map(([{ name }, each]) => [name, each]));
  results.push(...(await measureAnswers(byName, asked, options, log)));
  /** @type {Record<(typeof others)[number], (session: Session) => Promise<number | undefined>>} */
  const once = {
    manifestEdit: (each) => each.editManifest(),
    references: (each) => each.references(),
    keystroke: (each) => each.keystroke(),
    memory: async (each) => each.memory(),
  };
  for (const name of others.filter(wants)) {
    log(`  ${name}`);
    const times = name === 'memory' || name === 'keystroke' ? 1 : rounds;
    results.push(...result(name, await inTurn(sessions.keys(), times, (contender) => once[name](session(contender)))));
  }
  for (const each of sessions.values()) {
    await each.stop();
  }
  return results.filter(({ name }) => wants(name));
}

/**
 * @param {ReadonlyMap<Contender, Project>} projects
 * @param {number} files
 * @param {Options} options
 * @param {Log} log
 */
async function measureCommands(projects, files, { wants, rounds }, log) {
  const results = [];
  if (wants('check')) {
    log('  check');
    const times = files > 100 ? Math.min(3, rounds) : rounds;
    const values = await inTurn(projects.keys(), times, async (contender) =>
      contender.name === 'native'
        ? undefined
        : measureCheck(contender.name, /** @type {Project} */ (projects.get(contender)), files),
    );
    results.push(...result('check', values));
  }
  if (files > 1) {
    return results;
  }
  if (wants('bundle')) {
    results.push(...result('bundle', measureSizes()));
  }
  if (simulations.some(wants)) {
    log('  simulation');
    for (const [name, ours] of Object.entries(await measureSimulation(rounds, wants))) {
      results.push(...result(name, { ours }));
    }
  }
  if (wants('simulationCommand')) {
    const [ours] = projects.keys();
    results.push(...result('simulationCommand', await inTurn(ours ? [ours] : [], rounds, measureSimulationCommand)));
  }
  return results.filter(({ name }) => wants(name));
}

/**
 * @param {Iterable<Contender>} contenders
 * @param {string} folder
 * @param {Options} options
 * @param {Log} log
 */
async function measureWorkspace([ours], folder, options, log) {
  const names = Object.keys(metrics).filter((name) => name.startsWith('manifests'));
  if (!ours || !names.some(options.wants)) {
    return [];
  }
  log('  manifests');
  return (await measureManifests(ours, folder, options)).filter(({ name }) => options.wants(name));
}
