// From the start of the process to the first answer: each start is a new process.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectRight, questions } from './questions.mjs';

/** @typedef {import('../servers/contenders.mjs').Contender} Contender */
/** @typedef {import('../projects/projects.mjs').Project} Project */

/**
 * @param {Contender} contender
 * @param {Project} project
 * @param {string} metric the question
 * @param {{ isFirst?: boolean }} [options] whether nothing is kept of earlier starts
 * @returns {Promise<number>} ms
 */
export async function measureStart(contender, project, metric, { isFirst = false } = {}) {
  const question = questions.find((each) => each.metric === metric);
  if (!question) {
    throw new Error(`There is no question ${metric}`);
  }
  const temporary = isFirst ? mkdtempSync(join(tmpdir(), 'infra-bindings-bench-')) : undefined;
  const file = { path: project.path(0), text: project.text(0) };
  const start = performance.now();
  const editor = contender.launch(project, temporary);
  await editor.start();
  editor.open(file);
  const answer = await question.ask(editor, file);
  const time = performance.now() - start;
  await editor.stop();
  if (temporary) {
    rmSync(temporary, { recursive: true, force: true });
  }
  expectRight(metric, question.wrong(answer, '0000'));
  return time;
}
