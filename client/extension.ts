import { commands, type Disposable, type ExtensionContext, type TestController, window } from 'vscode';
import { showReferencesCommand } from '../server/protocol';
import { addBinding } from './commands/addBinding';
import { copyName, createManifest, goToDeclaration, openManifest, removeBinding } from './commands/bindings';
import { debugStage, runStage, runStageWith, runStageWithEvent, type StageArgument } from './commands/runStage';
import { showReferences } from './commands/showReferences';
import { Destinations } from './destinations';
import { showCodeLenses } from './runs/codeLenses';
import { SimulationDebugger } from './runs/debug';
import { ResultDiff } from './runs/diff';
import { SimulationResults } from './runs/results';
import { SimulationRunner } from './runs/runner';
import { ScenarioTests } from './runs/scenarioTests';
import { SimulationTasks } from './runs/tasks';
import { Server } from './server';
import { keepStageLanguage } from './stageLanguage';
import { showStatus } from './status';
import { type BindingsNode, BindingsTree, showBindingsView } from './views/bindingsView';
import { type ResultsNode, ResultsTree, showResultsView } from './views/resultsView';
import { StagesTree, showStagesView } from './views/stagesView';

/** What the extension shows, for the tests in a real VS Code. */
export interface Extension {
  readonly bindings: BindingsTree;
  readonly stages: StagesTree;
  readonly results: ResultsTree;
  readonly scenarios: TestController;
  readonly runner: SimulationRunner;
}

/** Composes the extension and starts the language server. */
export async function activate(context: ExtensionContext): Promise<Extension> {
  const output = window.createOutputChannel('Infra Bindings', { log: true });
  const server = new Server(context, output);
  const destinations = new Destinations(server);
  const bindings = new BindingsTree(destinations);
  const stages = new StagesTree(destinations);
  const cli = context.asAbsolutePath('dist/cli.js');
  const results = new SimulationResults();
  const resultsTree = new ResultsTree(destinations, results);
  const diff = new ResultDiff(results);
  const runner = new SimulationRunner(cli);
  const simulation = new SimulationTasks(destinations, results, runner);
  const scenarios = new ScenarioTests(destinations, runner);
  const debugging = new SimulationDebugger(destinations, simulation, cli);

  context.subscriptions.push(
    output,
    server,
    destinations,
    results,
    runner,
    scenarios,
    simulation.register(),
    debugging.register(),
    diff.register(),
    showBindingsView(bindings),
    showStagesView(stages),
    showResultsView(resultsTree, results),
    showCodeLenses(destinations),
    showStatus(server, destinations),
    keepStageLanguage(destinations),
    command('addBinding', (node?: BindingsNode) => addBinding(server, destinations, node)),
    command('removeBinding', (node?: BindingsNode) => removeBinding(server, destinations, node)),
    command('goToDeclaration', (node?: BindingsNode) => goToDeclaration(destinations, node)),
    command('copyName', (node?: BindingsNode) => copyName(node)),
    command('openManifest', (node?: BindingsNode) => openManifest(destinations, node)),
    command('createManifest', createManifest),
    command('runStage', (stage: StageArgument, event?: unknown) =>
      runStage(destinations, simulation, stage, named(event)),
    ),
    command('runStageWithEvent', (stage: StageArgument) => runStageWithEvent(destinations, simulation, stage)),
    command('runStageOnWorkerd', (stage: StageArgument) =>
      runStageWith(destinations, simulation, stage, { engine: 'workerd' }),
    ),
    command('compareEngines', (stage: StageArgument) =>
      runStageWith(destinations, simulation, stage, { compare: true }),
    ),
    command('debugStage', (stage: StageArgument, event?: unknown) =>
      debugStage(destinations, debugging, stage, named(event)),
    ),
    command('rerunStage', (node?: ResultsNode) => node?.run.target.again()),
    command('stopRun', (node?: ResultsNode) => results.stop(node?.run)),
    command('diffWithPreviousRun', (node?: ResultsNode) => diff.show(node)),
    command('clearResults', () => results.clear()),
    commands.registerCommand(showReferencesCommand, showReferences),
    command('refresh', () => destinations.refresh()),
    command('restartServer', () => server.restart()),
    command('showOutput', () => output.show()),
  );
  await server.start();
  return { bindings, stages, results: resultsTree, scenarios: scenarios.controller, runner };
}

/** Registers a command; its first argument is what it was called on: an element of a view, a file, or nothing. */
function command<Argument>(name: string, run: (argument: Argument, more?: unknown) => unknown): Disposable {
  return commands.registerCommand(`infraBindings.${name}`, run);
}

/** The event that a code lens names. A menu has something else there: the selection, or the editor group. */
function named(event: unknown): string | undefined {
  return typeof event === 'string' ? event : undefined;
}
