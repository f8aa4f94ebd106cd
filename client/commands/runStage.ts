import { type QuickPickItem, RelativePattern, Uri, window, workspace } from 'vscode';
import { labelText } from '../../core/messageText';
import { type Destinations, type StageOfDestination, stageOfFile } from '../destinations';
import { showError, showInformation } from '../notifications';
import type { SimulationDebugger } from '../runs/debug';
import type { SimulationOptions, SimulationTasks } from '../runs/tasks';
import { fileName } from '../text';
import type { StagesNode } from '../views/stagesView';
import { offerTrust } from './offers';

/** What names a stage: a node of the sidebar, a file (from the editor's title), or nothing (the open file, or a list). */
export type StageArgument = StagesNode | Uri | undefined;

/** *Infra: Run Stage*: simulates a stage file, with its default event unless one is named. */
export async function runStage(
  destinations: Destinations,
  simulation: SimulationTasks,
  argument: StageArgument,
  event?: string,
): Promise<void> {
  const chosen = await stageToRun(destinations, argument);
  if (chosen) {
    await run(simulation, chosen, event);
  }
}

/** *Infra: Run Stage on workerd*, and *Infra: Compare Engines*: as `runStage`, with its default event. */
export async function runStageWith(
  destinations: Destinations,
  simulation: SimulationTasks,
  argument: StageArgument,
  options: SimulationOptions,
): Promise<void> {
  const chosen = await stageToRun(destinations, argument);
  if (chosen) {
    await run(simulation, chosen, undefined, options);
  }
}

/** *Infra: Debug Stage*: the same, with VS Code's JavaScript debugger attached. */
export async function debugStage(
  destinations: Destinations,
  simulation: SimulationDebugger,
  argument: StageArgument,
  event?: string,
): Promise<void> {
  const chosen = await stageToRun(destinations, argument);
  if (chosen) {
    await simulation.start(chosen, event);
  }
}

/** *Infra: Run Stage with Event…*: asks for a sample event, or a JSON file that holds one. */
export async function runStageWithEvent(
  destinations: Destinations,
  simulation: SimulationTasks,
  argument: StageArgument,
): Promise<void> {
  const chosen = await stageToRun(destinations, argument);
  if (!chosen) {
    return;
  }
  const { stage, destination } = chosen;
  const file: EventItem = { label: '$(json) From a JSON file…' };
  const samples = (stage.events ?? []).map((event): EventItem => ({ label: event, event }));
  const own = (await ownEvents(Uri.parse(destination.root))).map(
    (uri): EventItem => ({
      label: labelText(fileName(uri.toString())),
      description: 'simulation/events',
      event: uri.fsPath,
    }),
  );
  const answer = await window.showQuickPick<EventItem>([...samples, ...own, file], {
    placeHolder: `${stage.stage}: with which event?`,
  });
  if (answer === file) {
    const files = await window.showOpenDialog({
      title: 'The event, as JSON',
      defaultUri: Uri.parse(destination.root),
      filters: { JSON: ['json'] },
    });
    if (files?.[0]) {
      await run(simulation, chosen, files[0].fsPath);
    }
  } else if (answer) {
    await run(simulation, chosen, answer.event);
  }
}

interface EventItem extends QuickPickItem {
  readonly event?: string;
}

/** The events that a Destination has of its own. */
async function ownEvents(root: Uri): Promise<Uri[]> {
  const files = await workspace.findFiles(new RelativePattern(root, 'simulation/events/*.json'));
  return files.toSorted((a, b) => a.path.localeCompare(b.path));
}

async function stageToRun(
  destinations: Destinations,
  argument: StageArgument,
): Promise<StageOfDestination | undefined> {
  if (!workspace.isTrusted) {
    await offerTrust();
    return undefined;
  }
  if (argument && 'type' in argument) {
    return argument.type === 'stage' ? argument : undefined;
  }
  const all = await destinations.all();
  const file = argument ?? window.activeTextEditor?.document.uri;
  const open = file && stageOfFile(all, file);
  if (open) {
    return open.stage.runnable ? open : sayNotRunnable(open);
  }
  const items = all.flatMap((destination) =>
    destination.stages
      .filter(({ runnable }) => runnable)
      .map((stage) => ({
        label: labelText(stage.stage),
        description: labelText(destination.label),
        destination,
        stage,
      })),
  );
  if (items.length === 0) {
    void showInformation(
      'There is no stage file to run: they live beside the manifest, as playground/edge/tag.js and so on.',
    );
    return undefined;
  }
  return window.showQuickPick(items, { placeHolder: 'Which stage?' });
}

function sayNotRunnable({ stage }: StageOfDestination): undefined {
  void showInformation(`${stage.stage} cannot be simulated.`);
  return undefined;
}

async function run(
  simulation: SimulationTasks,
  { destination, stage }: StageOfDestination,
  event?: string,
  options: SimulationOptions = {},
): Promise<void> {
  const task = simulation.taskOf(destination, stage, { event, ...options });
  if (task) {
    await simulation.execute(task);
  } else {
    void showError(`${stage.stage} is outside the folders of this workspace: open its folder to run it.`);
  }
}
