import { CodeLens, Disposable, EventEmitter, languages, Range, type TextDocument, workspace } from 'vscode';
import { type Destinations, stageOfFile } from '../destinations';

/** Stage files: those that VS Code knows by their names, and those of other layouts or with the language JavaScript. */
const selector = [{ language: 'edgetag-stage' }, { pattern: '**/playground/**/*.js' }];

/** Shows, above the first line of a stage file, what runs it: "▶ Purchase  ▶ PageView  ▶ AddToCart  Debug". */
export function showCodeLenses(destinations: Destinations): Disposable {
  const change = new EventEmitter<void>();
  return Disposable.from(
    change,
    destinations.onDidChange(() => change.fire()),
    workspace.onDidGrantWorkspaceTrust(() => change.fire()),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('infraBindings.simulation.codeLens')) {
        change.fire();
      }
    }),
    languages.registerCodeLensProvider(selector, {
      onDidChangeCodeLenses: change.event,
      provideCodeLenses: async (document) => codeLenses(destinations, document),
    }),
  );
}

async function codeLenses(destinations: Destinations, document: TextDocument): Promise<CodeLens[]> {
  const wanted = workspace.getConfiguration('infraBindings.simulation', document).get('codeLens', true);
  if (!wanted || !workspace.isTrusted) {
    return [];
  }
  const found = stageOfFile(await destinations.all(), document.uri);
  if (!found?.stage.runnable) {
    return [];
  }
  const { stage, events = [] } = found.stage;
  const lens = (title: string, command: string, event?: string) =>
    new CodeLens(new Range(0, 0, 0, 0), {
      title,
      command: `infraBindings.${command}`,
      tooltip: event ? `Simulate ${stage} on the event ${event}` : `Simulate ${stage}`,
      arguments: [document.uri, ...(event ? [event] : [])],
    });
  const runs =
    events.length > 0 ? events.map((event) => lens(`▶ ${event}`, 'runStage', event)) : [lens('▶ Run', 'runStage')];
  return [...runs, lens('Debug', 'debugStage')];
}
