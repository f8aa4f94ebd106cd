import assert from 'node:assert/strict';
import { type CompletionList, commands, Position, tasks } from 'vscode';
import { activeExtension, eventually, open, outline, revertAll, setText } from '../support/extension';
import { exitCodeOf } from '../support/tasks';

describe('a workspace of several folders', () => {
  afterEach(revertAll);

  it('shows a Destination each, also where the folder is not ASCII', async () => {
    const { bindings, stages } = await activeExtension();
    await eventually(async () => {
      const destinations = (lines: string[]) => lines.filter((line) => !line.startsWith(' '));
      assert.deepEqual(destinations(await outline(bindings)), [
        'newsletter  wrangler.toml',
        'müller & söhne  wrangler.toml',
        'no-manifest',
      ]);
      assert.deepEqual(destinations(await outline(stages)).slice(0, 2), ['newsletter', 'müller & söhne']);
    });
  });

  it('keeps their bindings apart', async () => {
    const stage = await open('playground/edge/tag.js', 1);
    await setText(stage, 'params.infra.');
    await eventually(async () => {
      const { items } = await commands.executeCommand<CompletionList>(
        'vscode.executeCompletionItemProvider',
        stage.uri,
        new Position(0, 13),
        '.',
      );
      const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      assert(labels.length > 0 && !labels.includes('EXPORTS'), `${labels}`);
    });
  });

  it('runs a stage in the folder it belongs to', async () => {
    const task = await eventually(async () => {
      const all = await tasks.fetchTasks({ type: 'infra-simulation' });
      const found = all.find(
        ({ scope, name }) =>
          typeof scope === 'object' && scope.name === 'müller & söhne' && name.startsWith('edge/tag'),
      );
      assert(found, 'a task of the second folder');
      return found;
    });
    assert.equal(await exitCodeOf(task), 0);
  });
});
