import assert from 'node:assert/strict';
import { commands, type TextDocument } from 'vscode';
import { activeExtension, eventually, open, outline, revertAll, setText } from '../support/extension';

describe('the process that runs simulations', () => {
  afterEach(revertAll);

  it('is one for all runs, which see what was saved last', async () => {
    const { runner } = await activeExtension();
    await withText('console.log("first");', (stage) => resultOf(stage, /first/));
    const { pid } = runner;
    assert(pid);
    await withText('console.log("second");', (stage) => resultOf(stage, /second/));
    assert.equal(runner.pid, pid);
  });

  it('is started again when it has crashed, and the run that it took along says so', async () => {
    const { runner } = await activeExtension();
    await withText('console.log("endless"); for (;;) {}', async (stage) => {
      await resultOf(stage, /endless/);
      process.kill(runner.pid ?? 0, 'SIGKILL');
      await eventually(async () =>
        assert.match(await result(), /The process of simulations ended by SIGKILL\. The next run starts another\./),
      );
    });
    await withText('console.log("again");', (stage) => resultOf(stage, /again/));
  });
});

/** Does something while a stage file has another text. */
async function withText(text: string, action: (stage: TextDocument) => Promise<unknown>): Promise<void> {
  const stage = await open('playground/edge/scheduled.js');
  const before = stage.getText();
  await setText(stage, text);
  await stage.save();
  try {
    await action(stage);
  } finally {
    await setText(stage, before);
    await stage.save();
  }
}

/** Runs the stage; the lines of its result, once they say something. */
async function resultOf(stage: TextDocument, says: RegExp): Promise<string> {
  await commands.executeCommand('infraBindings.runStage', stage.uri);
  return eventually(async () => {
    const lines = await result();
    assert.match(lines, says);
    return lines;
  });
}

/** The lines of the latest result. */
async function result(): Promise<string> {
  const { results } = await activeExtension();
  const lines = await outline(results);
  const next = lines.findIndex((line, index) => index > 0 && !line.startsWith(' '));
  return lines.slice(0, next === -1 ? lines.length : next).join('\n');
}
