// From the start of the process to the first answer: each start is a new process.
import { expectRight, questions } from './questions.mjs';

/** The question that ends a start, by metric. */
const starts = { coldCompletion: 'bindingCompletion', coldDiagnostics: 'diagnostics' };

/** @param {import('./run.mjs').Run} run */
export async function measureStarts({ sides, options: { wants, rounds }, found, log }) {
  const wanted = Object.entries(starts).filter(([metric]) => wants(metric));
  for (let round = 1; round <= rounds; round++) {
    if (wanted.length > 0) {
      log(`  starts, ${round} of ${rounds}`);
    }
    for (const [metric, question] of wanted) {
      for (const { contender, project } of sides) {
        found.add(metric, contender.name, await start(contender, project, question));
      }
    }
  }
}

/**
 * @param {import('../servers/contenders.mjs').Contender} contender
 * @param {import('../projects/projects.mjs').Project} project
 * @param {string} metric the question
 * @returns {Promise<number>} ms
 */
async function start(contender, project, metric) {
  const question = questions.find((each) => each.metric === metric);
  if (!question) {
    throw new Error(`There is no question ${metric}.`);
  }
  const file = { path: project.path(0), text: project.text(0) };
  const before = performance.now();
  const editor = contender.launch(project);
  await editor.start();
  editor.open(file);
  const answer = await question.ask(editor, file);
  const time = performance.now() - before;
  await editor.stop();
  expectRight(metric, question.wrong(answer, '0000'));
  return time;
}
