// What is asked while a person types, and what must be in the answer.
import { numberEdit, placeOf, places, undeclared } from '../projects/code.mjs';

/** @typedef {import('../servers/editor.mjs').Editor} Editor */
/** @typedef {{ path: string, text: string }} OpenFile */

/**
 * @typedef {object} Question
 * @property {string} metric the name of its metrics, without `P50`
 * @property {'visit' | 'missing'} edited what is edited before it
 * @property {'edit' | 'request'} from where its time begins
 * @property {(editor: Editor, file: OpenFile) => Promise<unknown>} ask
 * @property {(answer: any, edited: string) => readonly (readonly [what: unknown, expected: string])[]} wrong what the answer
 *   lacks
 */

/** @type {(metric: string, ask: 'completion' | 'hover' | 'signatureHelp', place: keyof typeof places) => Question} */
const at = (metric, ask, place) => ({
  metric,
  edited: 'visit',
  from: 'request',
  ask: (editor, { path, text }) => editor[ask](path, placeOf(text, places[place].marked)),
  wrong: (answer) => places[place].expected.flatMap((each) => (answer.includes(each) ? [] : [[answer, each]])),
});

/** @type {readonly Question[]} */
export const questions = [
  at('bindingCompletion', 'completion', 'binding'),
  at('bindingHover', 'hover', 'bindingHover'),
  at('bindingMember', 'completion', 'bindingMember'),
  at('completion', 'completion', 'member'),
  at('signatureHelp', 'signatureHelp', 'signature'),
  {
    metric: 'diagnostics',
    edited: 'missing',
    from: 'edit',
    ask: async (editor, { path }) => (await editor.diagnostics(path)).flat(),
    wrong: (answer, edited) => {
      const messages = answer.map((/** @type {{ message: string }} */ { message }) => message).join('\n');
      return [`missing${edited}`, `'${undeclared}'`].flatMap((each) =>
        messages.includes(each) ? [] : [[messages, each]],
      );
    },
  },
];

let edits = 0;

/**
 * Edits a file and asks at once; the time to the answer, in ms. Throws if the answer is not the right one.
 * @param {Editor} editor
 * @param {OpenFile} file
 * @param {Question} question
 */
export async function editAndAsk(editor, file, { metric, edited, from, ask, wrong }) {
  edits = (edits + 1) % 10_000;
  const edit = numberEdit(file.text, edited, edits);
  const beforeEdit = performance.now();
  editor.edit(file.path, edit);
  const start = from === 'edit' ? beforeEdit : performance.now();
  const answer = await ask(editor, file);
  const time = performance.now() - start;
  expectRight(metric, wrong(answer, edit.text));
  return time;
}

/**
 * @param {string} metric
 * @param {readonly (readonly [what: unknown, expected: string])[]} wrong
 */
export function expectRight(metric, wrong) {
  for (const [what, expected] of wrong) {
    throw new Error(`${metric}: the answer has no ${expected}: ${JSON.stringify(what)?.slice(0, 300)}`);
  }
}
