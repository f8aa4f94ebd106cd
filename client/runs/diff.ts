import { commands, type Disposable, EventEmitter, type TextDocumentContentProvider, Uri, workspace } from 'vscode';
import type { ResultsNode } from '../views/resultsView';
import { resultLines, resultText } from './resultLines';
import { eventOf, type SimulationResults, type StageRun } from './results';

const scheme = 'infra-simulation-result';

/** *Infra: Diff with Previous Run*: shows two runs of a stage as texts, side by side. */
export class ResultDiff implements TextDocumentContentProvider {
  private readonly change = new EventEmitter<Uri>();
  private readonly texts = new Map<string, string>();
  readonly onDidChange = this.change.event;

  constructor(private readonly results: SimulationResults) {}

  register(): Disposable {
    return workspace.registerTextDocumentContentProvider(scheme, this);
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }

  async show(node: ResultsNode | undefined): Promise<void> {
    const run = node?.run ?? this.results.latest.find((each) => this.results.previous(each));
    const previous = run && this.results.previous(run);
    if (run && previous) {
      const before = this.document(run, 'previous', previous);
      const after = this.document(run, 'last', run);
      await commands.executeCommand('vscode.diff', before, after, `${run.stage}: previous run ↔ last run`);
    }
  }

  /** The document of a run: a stage has one for its last run, and one for the run before. */
  private document({ target, stage }: StageRun, which: string, run: StageRun): Uri {
    const uri = Uri.from({ scheme, path: `/${stage} (${which} run)`, query: target.root.toString() });
    this.texts.set(uri.toString(), textOf(run));
    this.change.fire(uri);
    return uri;
  }
}

function textOf(run: StageRun): string {
  const end = run.status === 'passed' ? 'Done' : run.status === 'cancelled' ? 'Cancelled' : 'Failed';
  const head = [run.stage, eventOf(run)].filter(Boolean).join('  ');
  return `${head}\n${resultText(resultLines(run.events), '  ')}${end}\n`;
}
