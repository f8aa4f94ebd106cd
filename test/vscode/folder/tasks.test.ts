import assert from 'node:assert/strict';
import { commands, DiagnosticSeverity, languages, type Task, tasks, window } from 'vscode';
import { activeExtension, element, eventually, open, revertAll, setText } from '../support/extension';
import { exitCodeOf, exitCodeOnceStarted } from '../support/tasks';

describe('simulation tasks', () => {
  afterEach(revertAll);

  it('are there for every stage that can run, and for every sample event where there are some', async () => {
    await eventually(async () => {
      const names = (await tasks.fetchTasks({ type: 'infra-simulation' })).filter(provided).map(({ name }) => name);
      for (const name of [
        'edge/tag (PageView)',
        'edge/tag (AddToCart)',
        'edge/init',
        'edge/user',
        'apis/cdn/subscribe',
      ]) {
        assert(names.includes(name), `${name} among ${names}`);
      }
    });
  });

  it('run a stage file to its end', async () => {
    assert.equal(await exitCodeOf(await task('edge/tag (PageView)')), 0);
  });

  it('run as tasks.json has them', async () => {
    const [written] = (await tasks.fetchTasks({ type: 'infra-simulation' })).filter(
      (each) => each.name === 'Simulate a purchase',
    );
    assert(written, 'the task of tasks.json');
    assert.equal(await exitCodeOf(written), 0);
  });

  it('run from the Stages view', async () => {
    const { stages } = await activeExtension();
    const node = await eventually(() => element(stages, 'Edge', 'scheduled'));
    const code = await exitCodeOnceStarted('edge/scheduled', () =>
      commands.executeCommand('infraBindings.runStage', node),
    );
    assert.equal(code, 0);
  });

  it('fail where the stage fails, and put the error into Problems at its place', async () => {
    const document = await open('playground/edge/user.js');
    const text = document.getText();
    await setText(document, 'const user = params.user;\nthrow new Error(`no ${typeof user}`);\n');
    await document.save();
    try {
      assert.equal(await exitCodeOf(await task('edge/user')), 1);
      await eventually(() => {
        const [problem] = languages.getDiagnostics(document.uri).filter(({ source }) => source === 'infra-simulation');
        assert(problem, 'a problem of the simulation');
        assert.match(problem.message, /no object/);
        assert.equal(problem.severity, DiagnosticSeverity.Error);
        assert.equal(problem.range.start.line, 1);
      });
    } finally {
      await setText(document, text);
      await document.save();
    }
    assert.equal(await exitCodeOf(await task('edge/user')), 0);
    await eventually(() => {
      const left = languages.getDiagnostics(document.uri).filter(({ source }) => source === 'infra-simulation');
      assert.deepEqual(left, [], 'a run that succeeds takes its problem away');
    });
  });

  it('show in a terminal that is called after the stage', async () => {
    await exitCodeOf(await task('edge/init'));
    await eventually(() => assert(window.terminals.some(({ name }) => name.includes('edge/init'))));
  });
});

function provided({ source }: Task): boolean {
  return source === 'infra-simulation';
}

async function task(name: string): Promise<Task> {
  return eventually(async () => {
    const found = (await tasks.fetchTasks({ type: 'infra-simulation' })).find((each) => each.name === name);
    assert(found, `the task ${name}`);
    return found;
  });
}
