import { join, relative } from 'node:path';
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
import type { DestinationInfo, StageInfo } from '../server/protocol';
import { type Destinations, workspaceFolderOf } from './destinations';
import { SimulationTerminal } from './simulationTerminal';

const taskType = 'infra-simulation';

/** What `tasks.json` says of a simulation. */
export interface SimulationTaskDefinition extends TaskDefinition {
  readonly type: typeof taskType;
  readonly stage: string;
  readonly event?: string;
  readonly engine?: string;
  /** The name of the workspace folder, where there are several. */
  readonly folder?: string;
  /** The Destination's folder, relative to the workspace folder; the workspace folder itself if left out. */
  readonly root?: string;
}

/** Makes tasks that simulate a stage file on the command line. */
export class SimulationTasks {
  /** `cli` is the path of the bundle that the tasks run. */
  constructor(
    private readonly destinations: Destinations,
    private readonly cli: string,
  ) {}

  register(): Disposable {
    return tasks.registerTaskProvider(taskType, {
      provideTasks: async () => (await this.destinations.all()).flatMap((destination) => this.tasksOf(destination)),
      resolveTask: async (task) => {
        const definition = task.definition as SimulationTaskDefinition;
        const folder =
          folderOf(definition) ?? (isWorkspaceFolder(task.scope) ? task.scope : workspace.workspaceFolders?.[0]);
        return folder && this.task(definition, folder, task.definition);
      },
    });
  }

  /** The task that runs a stage, with the stage's default event unless one is named. */
  taskOf(destination: DestinationInfo, stage: StageInfo, event = stage.events?.[0]): Task | undefined {
    const folder = workspaceFolderOf(destination);
    if (!folder) {
      return undefined;
    }
    const root = relative(folder.uri.fsPath, Uri.parse(destination.root).fsPath).replaceAll('\\', '/');
    const definition: SimulationTaskDefinition = {
      type: taskType,
      stage: stage.stage,
      ...(event ? { event } : {}),
      // VS Code tells tasks apart by their definitions alone, also those of different folders.
      ...(workspace.workspaceFolders?.length === 1 ? {} : { folder: folder.name }),
      ...(root ? { root } : {}),
    };
    return this.task(definition, folder);
  }

  private tasksOf(destination: DestinationInfo): Task[] {
    const runnable = destination.stages.filter((stage) => stage.runnable);
    return runnable.flatMap((stage) =>
      (stage.events?.length ? stage.events : [undefined]).flatMap(
        (event) => this.taskOf(destination, stage, event) ?? [],
      ),
    );
  }

  /** VS Code knows a task of `tasks.json` by the definition it was read as: `written` hands that very object back. */
  private task(
    definition: SimulationTaskDefinition,
    folder: WorkspaceFolder,
    written: TaskDefinition = definition,
  ): Task {
    const { stage, event, root = '' } = definition;
    const engine =
      definition.engine ??
      workspace.getConfiguration('infraBindings.simulation', folder).get<string>('engine', 'memory');
    const args = [
      this.cli,
      'simulate',
      stage,
      ...['--root', join(folder.uri.fsPath, root)],
      ...(event ? ['--event', event] : []),
      ...['--engine', engine],
      ...['--format', 'text'],
    ];
    const execution = new CustomExecution(async () => new SimulationTerminal(args, folder.uri.fsPath));
    const name = [root && `${root}:`, stage, event && `(${event})`].filter(Boolean).join(' ');
    const task = new Task(written, folder, name, taskType, execution, '$infra-simulation');
    task.group = TaskGroup.Test;
    task.detail = `Simulates ${stage}${event ? ` on the event ${event}` : ''} in a sandbox`;
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

function folderOf(definition: SimulationTaskDefinition): WorkspaceFolder | undefined {
  return workspace.workspaceFolders?.find(({ name }) => name === definition.folder);
}

function isWorkspaceFolder(scope: Task['scope']): scope is WorkspaceFolder {
  return typeof scope === 'object';
}
