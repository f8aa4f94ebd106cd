import assert from 'node:assert/strict';
import { type CodeLens, commands, type TextDocument, workspace } from 'vscode';
import { activeExtension, element, eventually, open, outline, revertAll, setText } from '../support/extension';

describe('a stage file', () => {
  afterEach(revertAll);

  it('has code lenses that run it on each event, or debug it', async () => {
    assert.deepEqual(await lenses(await open('playground/edge/tag.js')), [
      '▶ Purchase',
      '▶ PageView',
      '▶ AddToCart',
      'Debug',
    ]);
    assert.deepEqual(await lenses(await open('playground/edge/init.js')), ['▶ Run', 'Debug']);
  });

  it('has none where they are switched off', async () => {
    const settings = workspace.getConfiguration('infraBindings.simulation');
    const stage = await open('playground/edge/tag.js');
    await settings.update('codeLens', false);
    try {
      await eventually(async () => assert.deepEqual(await titles(stage), []));
    } finally {
      await settings.update('codeLens', undefined);
    }
  });
});

describe('the results of simulations', () => {
  afterEach(revertAll);

  it('show what a run did, in order, and lead to the code', async () => {
    const { results } = await activeExtension();
    const stage = await open('playground/edge/tag.js');
    await commands.executeCommand('infraBindings.runStage', stage.uri, 'AddToCart');
    await eventually(async () => {
      const lines = (await outline(results)).map((line) => line.replace(/ {2}\(.*| · \d+ ms/, ''));
      const top = lines.slice(lines.indexOf('edge/tag  AddToCart')).filter((line) => /^ {0,2}\S/.test(line));
      assert.deepEqual(top.slice(0, 5), [
        'edge/tag  AddToCart',
        '  EVENTS.writeDataPoint',
        '  CACHE.put',
        '  Returned nothing',
        '  Left in CACHE  1 entry',
      ]);
    });
    const { command } = results.getTreeItem(await element(results, 'edge/tag', 'CACHE.put'));
    const [uri, { selection }] = command?.arguments ?? [];
    assert.equal(uri.toString(), stage.uri.toString());
    assert.match(stage.lineAt(selection.start).text, /CACHE\.put\(`cart:/);
  });

  it('are outdated while the stage file or the manifest is another than it was', async () => {
    const { results } = await activeExtension();
    const user = await open('playground/edge/user.js');
    await commands.executeCommand('infraBindings.runStage', user.uri);
    const first = async () => (await outline(results)).find((line) => line.startsWith('edge/user')) ?? '';
    await eventually(async () => assert.match(await first(), / ms$/));

    const stage = await open('playground/edge/user.js');
    const text = stage.getText();
    await setText(stage, `${text}\n`);
    await eventually(async () => assert.match(await first(), /outdated/));
    await setText(stage, text);
    await eventually(async () => assert.doesNotMatch(await first(), /outdated/));

    const manifest = await open('wrangler.toml');
    await setText(manifest, `# changed\n${manifest.getText()}`);
    await eventually(async () => assert.match(await first(), /outdated/));
  });

  it('can be asked for again as soon as they are there, while the terminal still stands', async () => {
    const { results } = await activeExtension();
    const stage = await open('playground/edge/init.js');
    const latest = async () => {
      const [node] = (await results.getChildren()) ?? [];
      assert(node && results.getTreeItem(node).label === 'edge/init', 'a result of edge/init');
      assert.equal(node.run.status, 'passed');
      return node;
    };
    await commands.executeCommand('infraBindings.runStage', stage.uri);
    const first = await eventually(latest);
    await commands.executeCommand('infraBindings.runStage', stage.uri);
    const second = await eventually(async () => {
      const node = await latest();
      assert.notEqual(node.run, first.run, 'another run');
      return node;
    });
    await commands.executeCommand('infraBindings.rerunStage', second);
    await eventually(async () => assert.notEqual((await latest()).run, second.run, 'one more run'));
  });

  it('can be stopped while they come in', async () => {
    const { results } = await activeExtension();
    const stage = await open('playground/edge/scheduled.js');
    const text = stage.getText();
    await setText(stage, 'for (;;) {}\n');
    await stage.save();
    try {
      await commands.executeCommand('infraBindings.runStage', stage.uri);
      const first = async () => (await outline(results)).find((line) => line.startsWith('edge/scheduled')) ?? '';
      await eventually(async () => assert.match(await first(), /running/));
      await commands.executeCommand('infraBindings.stopRun');
      await eventually(async () => assert.match(await first(), /cancelled/));
    } finally {
      await setText(stage, text);
      await stage.save();
    }
  });
});

async function lenses(stage: TextDocument): Promise<string[]> {
  await activeExtension();
  return eventually(async () => {
    const found = await titles(stage);
    assert(found.length > 0, 'code lenses');
    return found;
  });
}

async function titles(stage: TextDocument): Promise<string[]> {
  const found = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', stage.uri);
  return found.flatMap(({ command }) => command?.title ?? []);
}
