import { join } from 'node:path';
import {
  CustomExecution,
  type Disposable,
  Task,
  type TaskDefinition,
  TaskGroup,
  TaskPanelKind,
  TaskRevealKind,
  tasks,
  Uri,
  type WorkspaceFolder,
  workspace,
} from 'vscode';
import { labelText } from '../../core/messageText';
import type { DestinationInfo, StageInfo } from '../../server/protocol';
import type { RunRequest } from '../../server/runner/protocol';
import type { SimulationEvent } from '../../simulation/events';
import { type Destinations, destinationAt, pathInWorkspaceFolder, workspaceFolderOf } from '../destinations';
import type { SimulationResults } from './results';
import type { RunningSimulation, SimulationListener, SimulationRunner } from './runner';
import { SimulationTerminal } from './terminal';

export const taskType = 'infra-simulation';

/** What `tasks.json` says of a simulation. */
export interface SimulationTaskDefinition extends TaskDefinition {
  readonly type: typeof taskType;
  readonly stage: string;
  readonly event?: string;
  readonly engine?: string;
  /** Whether both engines run it, to show where they differ. */
  readonly compare?: boolean;
  /** Whether it waits for a debugger. */
  readonly inspect?: boolean;
  /** The name of the workspace folder, where there are several. */
  readonly folder?: string;
  /** The Destination's folder, relative to the workspace folder; the workspace folder itself if left out. */
  readonly root?: string;
}

/** What a task runs, besides its stage: what is left out is the stage's default. */
export interface SimulationOptions {
  readonly event?: string | undefined;
  readonly engine?: string | undefined;
  readonly compare?: boolean;
  readonly inspect?: boolean;
}

/** Is told what a run of a task does. */
export interface TaskObserver {
  started?(run: RunningSimulation): void;
  event?(event: SimulationEvent): void;
  ended?(): void;
}

/** Makes tasks that simulate a stage file. */
export class SimulationTasks {
  /** The tasks whose last run has ended; the terminal may still stand, and with it the task. */
  private readonly ended = new Set<string>();

  constructor(
    private readonly destinations: Destinations,
    private readonly results: SimulationResults,
    private readonly runner: SimulationRunner,
  ) {}

  register(): Disposable {
    return tasks.registerTaskProvider(taskType, {
      provideTasks: async () => (await this.destinations.all()).flatMap((destination) => this.tasksOf(destination)),
      resolveTask: async (task) => {
        const definition = task.definition as SimulationTaskDefinition;
        const folder =
          folderOf(definition) ?? (isWorkspaceFolder(task.scope) ? task.scope : workspace.workspaceFolders?.[0]);
        return folder && this.task(definition, folder, {}, task.definition);
      },
    });
  }

  /** The task that runs a stage, with the stage's default event unless one is named. */
  taskOf(
    destination: DestinationInfo,
    stage: StageInfo,
    { event = stage.events?.[0], engine, compare, inspect }: SimulationOptions = {},
    observer: TaskObserver = {},
  ): Task | undefined {
    const folder = workspaceFolderOf(destination);
    if (!folder) {
      return undefined;
    }
    const root = pathInWorkspaceFolder(destination, folder);
    const definition: SimulationTaskDefinition = {
      type: taskType,
      stage: stage.stage,
      ...(event ? { event } : {}),
      ...(engine ? { engine } : {}),
      ...(compare ? { compare } : {}),
      ...(inspect ? { inspect } : {}),
      // VS Code tells tasks apart by their definitions alone, also those of different folders.
      ...(workspace.workspaceFolders?.length === 1 ? {} : { folder: folder.name }),
      ...(root ? { root } : {}),
    };
    return this.task(definition, folder, observer);
  }

  /**
   * Starts a task. VS Code asks about one that is still active, rightly where it runs. One that has ended, whose terminal
   * is yet to be closed, is waited for.
   */
  async execute(task: Task): Promise<void> {
    const key = keyOf(task);
    if (this.ended.has(key)) {
      await untilInactive(key);
    }
    await tasks.executeTask(task);
  }

  private tasksOf(destination: DestinationInfo): Task[] {
    const runnable = destination.stages.filter((stage) => stage.runnable);
    return runnable.flatMap((stage) =>
      (stage.events?.length ? stage.events : [undefined]).flatMap(
        (event) => this.taskOf(destination, stage, { event }) ?? [],
      ),
    );
  }

  /** VS Code knows a task of `tasks.json` by the definition it was read as: `written` hands that very object back. */
  private task(
    definition: SimulationTaskDefinition,
    folder: WorkspaceFolder,
    observer: TaskObserver,
    written: TaskDefinition = definition,
  ): Task {
    const { stage, event, compare, inspect, root = '' } = definition;
    const engine =
      definition.engine ??
      workspace.getConfiguration('infraBindings.simulation', folder).get<string>('engine', 'memory');
    const run: RunRequest = {
      root: join(folder.uri.fsPath, root),
      workingDirectory: folder.uri.fsPath,
      stage,
      engine,
      ...(event ? { event } : {}),
      ...(compare ? { compare } : {}),
      ...(inspect ? { inspect } : {}),
    };
    const rootUri = Uri.joinPath(folder.uri, root);
    const execution = new CustomExecution(async () => {
      const destination = destinationAt(await this.destinations.all(), rootUri);
      const manifest = destination && Uri.parse(destination.manifest);
      const target = { root: rootUri, manifest, stage, event, again: () => this.execute(task) };
      return new SimulationTerminal(({ text, ended }) => {
        this.ended.delete(keyOf(task));
        const listener: SimulationListener = {
          text,
          event: (each) => observer.event?.(each),
          ended: (outcome) => {
            this.ended.add(keyOf(task));
            observer.ended?.();
            ended(outcome);
          },
        };
        const running = this.results.follow(target, listener, (recorder) => this.runner.run(run, recorder));
        observer.started?.(running);
        return running;
      });
    });
    const name = [root && `${root}:`, stage, event && `(${workspace.asRelativePath(event)})`].filter(Boolean).join(' ');
    const task = new Task(written, folder, labelText(name), taskType, execution, '$infra-simulation');
    task.group = TaskGroup.Test;
    task.detail = labelText(`Simulates ${stage}${event ? ` on the event ${event}` : ''} in a sandbox`);
    task.presentationOptions = {
      reveal: TaskRevealKind.Always,
      panel: TaskPanelKind.Shared,
      clear: true,
      showReuseMessage: false,
      echo: false,
    };
    return task;
  }
}

/** What tells a task apart from others, as VS Code does, in whatever order its definition comes back. */
function keyOf({ definition, scope }: Task): string {
  const fields = ['type', 'stage', 'event', 'engine', 'compare', 'inspect', 'folder', 'root'];
  return `${isWorkspaceFolder(scope) ? scope.uri : ''} ${JSON.stringify(definition, fields)}`;
}

function untilInactive(key: string): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!tasks.taskExecutions.some(({ task }) => keyOf(task) === key)) {
        ends.dispose();
        resolve();
      }
    };
    const ends = tasks.onDidEndTask(look);
    look();
  });
}

function folderOf(definition: SimulationTaskDefinition): WorkspaceFolder | undefined {
  return workspace.workspaceFolders?.find(({ name }) => name === definition.folder);
}

function isWorkspaceFolder(scope: Task['scope']): scope is WorkspaceFolder {
  return typeof scope === 'object';
}
