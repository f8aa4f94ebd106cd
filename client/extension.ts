import { commands, type Disposable, type ExtensionContext, window } from 'vscode';
import { showReferencesCommand } from '../server/protocol';
import { addBinding } from './commands/addBinding';
import { copyName, createManifest, goToDeclaration, openManifest, removeBinding } from './commands/bindings';
import { runStage, runStageWithEvent, type StageArgument } from './commands/runStage';
import { showReferences } from './commands/showReferences';
import { Destinations } from './destinations';
import { Server } from './server';
import { keepStageLanguage } from './stageLanguage';
import { showStatus } from './status';
import { SimulationTasks } from './tasks';
import { type BindingsNode, BindingsTree, showBindingsView } from './views/bindingsView';
import { StagesTree, showStagesView } from './views/stagesView';

/** What the extension shows, for the tests in a real VS Code. */
export interface Extension {
  readonly bindings: BindingsTree;
  readonly stages: StagesTree;
}

/** Composes the extension and starts the language server. */
export async function activate(context: ExtensionContext): Promise<Extension> {
  const output = window.createOutputChannel('Infra Bindings', { log: true });
  const server = new Server(context, output);
  const destinations = new Destinations(server);
  const bindings = new BindingsTree(destinations);
  const stages = new StagesTree(destinations);
  const simulation = new SimulationTasks(destinations, context.asAbsolutePath('dist/cli.js'));

  context.subscriptions.push(
    output,
    server,
    destinations,
    simulation.register(),
    showBindingsView(bindings),
    showStagesView(stages),
    showStatus(server, destinations),
    keepStageLanguage(destinations),
    command('addBinding', (node?: BindingsNode) => addBinding(server, destinations, node)),
    command('removeBinding', (node?: BindingsNode) => removeBinding(server, destinations, node)),
    command('goToDeclaration', (node?: BindingsNode) => goToDeclaration(destinations, node)),
    command('copyName', (node?: BindingsNode) => copyName(node)),
    command('openManifest', (node?: BindingsNode) => openManifest(destinations, node)),
    command('createManifest', createManifest),
    command('runStage', (stage: StageArgument) => runStage(destinations, simulation, stage)),
    command('runStageWithEvent', (stage: StageArgument) => runStageWithEvent(destinations, simulation, stage)),
    commands.registerCommand(showReferencesCommand, showReferences),
    command('refresh', () => destinations.refresh()),
    command('restartServer', () => server.restart()),
    command('showOutput', () => output.show()),
  );
  await server.start();
  return { bindings, stages };
}

/** Registers a command; its argument is what it was called on: an element of the sidebar, a file, or nothing. */
function command<Argument>(name: string, run: (argument: Argument) => unknown): Disposable {
  return commands.registerCommand(`infraBindings.${name}`, run);
}
