import { dirname } from 'node:path';
import {
  type DebugConfiguration,
  type DebugConfigurationProvider,
  DebugConfigurationProviderTriggerKind,
  Disposable,
  debug,
  Uri,
  type WorkspaceFolder,
  window,
  workspace,
} from 'vscode';
import { labelText } from '../../core/messageText';
import { offerTrust } from '../commands/offers';
import {
  type Destinations,
  destinationAt,
  pathInWorkspaceFolder,
  type StageOfDestination,
  stageOfFile,
  workspaceFolderOf,
} from '../destinations';
import { showError } from '../notifications';
import type { RunningSimulation } from './runner';
import { type SimulationTasks, type TaskObserver, taskType } from './tasks';

/** What `launch.json` says of a simulation to debug. */
interface SimulationDebugConfiguration extends DebugConfiguration {
  readonly stage?: string;
  readonly event?: string;
  readonly engine?: string;
  readonly root?: string;
}

/**
 * Debugs a stage with VS Code's own JavaScript debugger: a configuration of our type starts a run that waits, and
 * becomes one that attaches to it.
 */
export class SimulationDebugger implements DebugConfigurationProvider {
  /** What is being debugged, by the WebSocket of its inspector. */
  private readonly runs = new Map<string, RunningSimulation>();

  /** `cli` is the path of the bundle that is not to be stepped into. */
  constructor(
    private readonly destinations: Destinations,
    private readonly simulation: SimulationTasks,
    private readonly cli: string,
  ) {}

  register(): Disposable {
    const dynamic = { provideDebugConfigurations: this.provideDebugConfigurations.bind(this) };
    return Disposable.from(
      debug.registerDebugConfigurationProvider(taskType, this),
      debug.registerDebugConfigurationProvider(taskType, dynamic, DebugConfigurationProviderTriggerKind.Dynamic),
      // Whoever stops debugging does not want it to run on.
      debug.registerDebugAdapterTrackerFactory('pwa-node', {
        createDebugAdapterTracker: ({ configuration }) => ({
          onWillReceiveMessage: ({ command }) => {
            if (command === 'disconnect' || command === 'terminate') {
              this.end(configuration);
            }
          },
        }),
      }),
      debug.onDidTerminateDebugSession(({ configuration }) => this.end(configuration)),
    );
  }

  private end({ inspector }: DebugConfiguration): void {
    this.runs.get(inspector)?.cancel();
    this.runs.delete(inspector);
  }

  /** Starts to debug a stage. */
  async start({ stage, destination }: StageOfDestination, event = stage.events?.[0]): Promise<void> {
    const folder = workspaceFolderOf(destination);
    await debug.startDebugging(folder, configurationOf({ stage, destination }, event));
  }

  async provideDebugConfigurations(folder: WorkspaceFolder | undefined): Promise<DebugConfiguration[]> {
    const all = (await this.destinations.all()).filter((each) => !folder || workspaceFolderOf(each) === folder);
    return all.flatMap((destination) =>
      destination.stages
        .filter(({ runnable }) => runnable)
        .map((stage) => configurationOf({ stage, destination }, stage.events?.[0])),
    );
  }

  async resolveDebugConfiguration(
    folder: WorkspaceFolder | undefined,
    configuration: SimulationDebugConfiguration,
  ): Promise<DebugConfiguration | undefined> {
    if (!workspace.isTrusted) {
      await offerTrust();
      return undefined;
    }
    const found = await this.stageOf(folder, configuration);
    if (!found) {
      const { stage } = configuration;
      void showError(
        stage ? `There is no stage ${stage} to debug.` : 'Open a stage file to debug it, or name it in launch.json.',
      );
      return undefined;
    }
    const { event, engine, name } = configuration;
    const inspector = await this.startWaiting(found, event, engine);
    return inspector === undefined ? undefined : attachTo(inspector, this.cli, name || found.stage.stage);
  }

  /** The stage that a configuration names; without a name, the one that is open. */
  private async stageOf(
    folder: WorkspaceFolder | undefined,
    { stage, root }: SimulationDebugConfiguration,
  ): Promise<StageOfDestination | undefined> {
    const all = await this.destinations.all();
    if (!stage || stage === '${file}') {
      const open = window.activeTextEditor?.document.uri;
      const found = open && stageOfFile(all, open);
      return found?.stage.runnable ? found : undefined;
    }
    const at = folder && destinationAt(all, root ? Uri.joinPath(folder.uri, root) : folder.uri);
    for (const destination of at ? [at] : all.filter((each) => !folder || workspaceFolderOf(each) === folder)) {
      const named = destination.stages.find((each) => each.stage === stage);
      if (named?.runnable) {
        return { stage: named, destination };
      }
    }
    return undefined;
  }

  /** Starts a run and answers where to attach; `undefined` if it ended before, as one with a syntax error does. */
  private startWaiting(
    { stage, destination }: StageOfDestination,
    event: string | undefined,
    engine: string | undefined,
  ): Promise<string | undefined> {
    return new Promise((resolve) => {
      let run: RunningSimulation | undefined;
      const observer: TaskObserver = {
        started: (running) => {
          run = running;
        },
        event: (each) => {
          if (run && each.type === 'run.start' && each.inspector) {
            this.runs.set(each.inspector, run);
            resolve(each.inspector);
          }
        },
        ended: () => resolve(undefined),
      };
      const task = this.simulation.taskOf(destination, stage, { event, engine, inspect: true }, observer);
      if (task) {
        this.simulation.execute(task).then(undefined, () => resolve(undefined));
      } else {
        resolve(undefined);
      }
    });
  }
}

function configurationOf({ stage, destination }: StageOfDestination, event: string | undefined): DebugConfiguration {
  const folder = workspaceFolderOf(destination);
  const root = folder ? pathInWorkspaceFolder(destination, folder) : '';
  return {
    type: taskType,
    request: 'launch',
    name: labelText(event ? `${stage.stage} (${event})` : stage.stage),
    stage: stage.stage,
    ...(event ? { event } : {}),
    ...(root ? { root } : {}),
  };
}

/** The configuration of VS Code's JavaScript debugger for a run that waits. */
function attachTo(inspector: string, cli: string, name: string): DebugConfiguration {
  return {
    type: 'node',
    name,
    request: 'attach',
    websocketAddress: inspector,
    // Ours alone, to know the session by.
    inspector,
    autoAttachChildProcesses: false,
    sourceMaps: false,
    // What runs is the file's text within a function.
    enableContentValidation: false,
    skipFiles: ['<node_internals>/**', '**/realm', `${dirname(cli)}/**`],
    internalConsoleOptions: 'neverOpen',
  };
}
