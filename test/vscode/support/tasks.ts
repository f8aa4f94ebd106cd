import assert from 'node:assert/strict';
import { type Task, tasks } from 'vscode';
import { eventually } from './extension';

/** Runs a task to its end; its exit code. */
export async function exitCodeOf(task: Task): Promise<number | undefined> {
  return exitCodeOnceStarted(task.name, () => tasks.executeTask(task));
}

/**
 * The exit code of the task with a name, which `start` starts. The ends of other tasks – an earlier test's, which
 * VS Code may announce late – are none of its own, so it waits for them first.
 */
export async function exitCodeOnceStarted(
  name: string,
  start: () => Thenable<unknown> | Promise<unknown>,
): Promise<number | undefined> {
  await eventually(() =>
    assert.deepEqual(
      tasks.taskExecutions.map((execution) => execution.task.name),
      [],
      'no task is running',
    ),
  );
  const ended = new Promise<number | undefined>((resolve) => {
    const listener = tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (execution.task.name === name) {
        listener.dispose();
        resolve(exitCode);
      }
    });
  });
  await start();
  return ended;
}
