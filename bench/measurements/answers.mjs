// How long answers take when somebody has typed for a while.
import { keepAwake } from '../awake.mjs';
import { result } from '../report.mjs';
import { median, percentile, Rounds } from '../statistics.mjs';

/** @typedef {import('../servers/contenders.mjs').ContenderName} ContenderName */
/** @typedef {import('./session.mjs').Session} Session */

/** Processors that are shared are slow for seconds at a time: what is measured in three of them is seldom slow in each. */
const passes = 3;

/**
 * Asks the sessions in turn; the median and the 95th percentile of each kind of question.
 * @param {ReadonlyMap<ContenderName, Session>} sessions
 * @param {readonly import('./questions.mjs').Question[]} questions
 * @param {import('../options.mjs').Options} options
 * @param {import('./run.mjs').Log} log
 */
export async function measureAnswers(sessions, questions, { warmup, rounds, requests }, log) {
  const p50 = new Rounds();
  const p95 = new Rounds();
  const letSleep = keepAwake();
  try {
    log('  (typing)');
    for (let round = 0; round < warmup; round++) {
      for (const { metric } of questions) {
        for (const session of sessions.values()) {
          await session.ask(metric, requests);
        }
      }
    }
    for (let pass = 1; pass <= passes; pass++) {
      for (const { metric } of questions) {
        log(`  ${metric}, ${pass} of ${passes}`);
        for (let round = 0; round < rounds; round++) {
          for (const [name, session] of sessions) {
            const times = await session.ask(metric, requests);
            p50.add(metric, name, median(times));
            p95.add(metric, name, percentile(times, 0.95));
          }
        }
      }
    }
  } finally {
    letSleep();
  }
  return questions.flatMap(({ metric }) => [
    ...result(`${metric}P50`, p50.medians(metric)),
    ...result(`${metric}P95`, p95.medians(metric)),
  ]);
}
