// Everything that is measured for one number of stage files.
import { join } from 'node:path';
import { metrics } from '../metrics.mjs';
import { result } from '../report.mjs';
import { median, percentile } from '../statistics.mjs';
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
 * Measures things of each contender in turn, round after round: a bad moment of the machine falls on one round of each thing
 * and not on most rounds of one. The medians.
 * @param {Iterable<Contender>} contenders
 * @param {number} rounds
 * @param {readonly ((contender: Contender) => Promise<Record<string, number | undefined>>)[]} measures values by metric
 */
async function inTurn(contenders, rounds, ...measures) {
  /** @type {Map<string, Map<ContenderName, number[]>>} */
  const found = new Map();
  const each = [...contenders];
  for (let round = 0; round < rounds; round++) {
    for (const measure of measures) {
      for (const contender of each) {
        for (const [metric, value] of Object.entries(await measure(contender))) {
          const values = found.get(metric) ?? new Map();
          found.set(metric, values);
          if (value !== undefined) {
            values.set(contender.name, [...(values.get(contender.name) ?? []), value]);
          }
        }
      }
    }
  }
  return [...found].flatMap(([metric, values]) =>
    result(metric, Object.fromEntries([...values].map(([name, all]) => [name, median(all)]))),
  );
}

/**
 * @param {ReadonlyMap<Contender, Project>} projects
 * @param {Options} options
 * @param {Log} log
 */
async function measureStarts(projects, { wants, rounds }, log) {
  const wanted = Object.entries(starts).filter(([name]) => wants(name));
  log(`  ${wanted.map(([name]) => name).join(', ')}`);
  return inTurn(
    projects.keys(),
    rounds,
    ...wanted.map(([name, { question, isFirst }]) => async (/** @type {Contender} */ contender) => {
      const project = /** @type {Project} */ (projects.get(contender));
      return { [name]: await measureStart(contender, project, question, { isFirst }) };
    }),
  );
}

/**
 * @param {ReadonlyMap<Contender, Project>} projects
 * @param {number} files
 * @param {Options} options
 * @param {Log} log
 */
async function measureSession(projects, files, { wants, warmup, rounds, requests }, log) {
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
  const ask = (/** @type {string} */ metric) => (/** @type {Contender} */ each) => session(each).ask(metric, requests);
  log('  the first questions');
  const first = asked.map(({ metric }) => async (/** @type {Contender} */ each) => ({
    [`${metric}Fresh`]: median(await ask(metric)(each)),
  }));
  const results = await inTurn(sessions.keys(), 1, ...first);
  log('  (typing)');
  for (let round = 0; round < warmup; round++) {
    for (const { metric } of asked) {
      for (const each of sessions.keys()) {
        await ask(metric)(each);
      }
    }
  }
  log('  questions');
  const questionTimes = asked.map(({ metric }) => async (/** @type {Contender} */ each) => {
    const times = await ask(metric)(each);
    return { [`${metric}P50`]: median(times), [`${metric}P95`]: percentile(times, 0.95) };
  });
  results.push(...(await inTurn(sessions.keys(), rounds, ...questionTimes)));
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
    const measure = async (/** @type {Contender} */ each) => ({ [name]: await once[name](session(each)) });
    results.push(...(await inTurn(sessions.keys(), times, measure)));
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
    const measure = async (/** @type {Contender} */ contender) => {
      const project = /** @type {Project} */ (projects.get(contender));
      return { check: contender.name === 'native' ? undefined : await measureCheck(contender.name, project, files) };
    };
    results.push(...(await inTurn(projects.keys(), times, measure)));
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
    const measure = async () => ({ simulationCommand: await measureSimulationCommand() });
    results.push(...(await inTurn(ours ? [ours] : [], rounds, measure)));
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
