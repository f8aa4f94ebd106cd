// A while of typing: one session for each contender, asked in turn.
import { median, percentile } from '../statistics.mjs';
import { questions } from './questions.mjs';
import { Session } from './session.mjs';

/** Rounds before those that are timed: V8 makes code fast only when it has run some hundreds of times. */
const warmup = 10;
/** Questions of a kind in a round. */
const requests = 20;

/** @param {import('./run.mjs').Run} run */
export async function measureTyping({ sides, files, options: { wants, rounds }, found, log }) {
  const asked = questions.filter(({ metric }) => wants(`${metric}P50`) || wants(`${metric}P95`));
  if (asked.length === 0 && !wants('manifestEdit') && !wants('memory')) {
    return;
  }
  const sessions = sides.map(({ contender, project }) => ({
    name: contender.name,
    session: new Session(contender.launch(project), project, files),
  }));
  for (const { session } of sessions) {
    await session.start();
  }
  log('  typing');
  // Each round asks every kind of question: a shared processor that is slow for some seconds then spoils a round of each
  // kind, not all rounds of one.
  for (let round = 1 - warmup; round <= rounds; round++) {
    if (round > 0) {
      log(`  questions, ${round} of ${rounds}`);
    }
    for (const question of asked) {
      for (const { name, session } of sessions) {
        const times = await session.ask(question, requests);
        if (round > 0) {
          found.add(`${question.metric}P50`, name, median(times));
          found.add(`${question.metric}P95`, name, percentile(times, 0.95));
        }
      }
    }
  }
  const manifestEdits = wants('manifestEdit') ? rounds : 0;
  for (let round = 1; round <= manifestEdits; round++) {
    log(`  manifest edits, ${round} of ${manifestEdits}`);
    for (const { name, session } of sessions) {
      found.add('manifestEdit', name, await session.editManifest());
    }
  }
  for (const { name, session } of sessions) {
    found.add('memory', name, session.memory());
    await session.stop();
  }
}
