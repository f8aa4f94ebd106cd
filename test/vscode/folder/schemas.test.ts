import assert from 'node:assert/strict';
import { type CompletionList, commands, languages, Position, type Uri } from 'vscode';
import { activeExtension, eventually, open, revertAll, setText } from '../support/extension';

describe('files of a simulation', () => {
  afterEach(revertAll);

  it('have completion: fields of an event', async () => {
    const labels = await completions('simulation/events/Newsletter.json', '{\n  |\n}\n');
    for (const label of ['eventName', 'payload', 'user', 'cookies']) {
      assert(labels.includes(label), `${label} among ${labels}`);
    }
  });

  it('have completion: stages and events of a scenario', async () => {
    const file = 'simulation/scenarios/first-order.jsonc';
    assert((await completions(file, '{ "steps": [{ "stage": | }] }')).includes('"edge/tag"'));
    assert((await completions(file, '{ "steps": [{ "event": | }] }')).includes('"AddToCart"'));
    assert((await completions(file, '{ "steps": [{ "event": { | } }] }')).includes('payload'));
    assert((await completions(file, '{ "steps": [{ "expect": { | } }] }')).includes('requests'));
  });

  it('are checked', async () => {
    assert.deepEqual(await problems('simulation/scenarios/first-order.jsonc'), []);
    assert.deepEqual(await problems('simulation/events/Newsletter.json'), []);
    const event = await problems('simulation/events/Newsletter.json', '{ "payload": {}, "usr": {} }');
    assert.match(event.join(), /usr/);
    const scenario = await problems(
      'simulation/scenarios/first-order.jsonc',
      '{ "steps": [{ "stage": "edge/tag", "wait": "soon", "expects": {} }] }',
    );
    assert.match(scenario.join('\n'), /expects/);
    assert.match(scenario.join('\n'), /A time such as "30 seconds"/);
  });
});

/** The labels of what is suggested at the `|`. */
async function completions(file: string, textWithCursor: string): Promise<string[]> {
  await activeExtension();
  const document = await open(file);
  await setText(document, textWithCursor.replace('|', ''));
  const at = document.positionAt(textWithCursor.indexOf('|'));
  return eventually(async () => {
    const { items } = await commands.executeCommand<CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      new Position(at.line, at.character),
    );
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert(labels.length > 0);
    return labels;
  });
}

/** What is marked in a file, once the schema has been read; with another text, in that. */
async function problems(file: string, text?: string): Promise<string[]> {
  const document = await open(file);
  const original = document.getText();
  // The schema is there when it marks something.
  await setText(document, '1');
  await eventually(() => assert(messages(document.uri).length > 0));
  await setText(document, text ?? original);
  return eventually(() => {
    const found = messages(document.uri);
    assert(text === undefined ? found.length === 0 : !/Expected "object"/.test(found.join()), found.join('\n'));
    assert(text === undefined || found.length > 0);
    return found;
  });
}

function messages(uri: Uri): string[] {
  return languages.getDiagnostics(uri).map(({ message }) => message);
}
