import {
  Disposable,
  EventEmitter,
  Range,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
  workspace,
} from 'vscode';
import { escapeControls } from '../../core/controlCharacters';
import { bindingsOf, type Destinations } from '../destinations';
import { type ResultLine, resultLines } from '../runs/resultLines';
import { eventOf, type SimulationResults, type StageRun } from '../runs/results';

/** An element of the *Results* view. */
export type ResultsNode = RunNode | LineNode;

export interface RunNode {
  readonly type: 'run';
  readonly run: StageRun;
}

interface LineNode {
  readonly type: 'line';
  readonly run: StageRun;
  readonly line: ResultLine;
  /** The indexes that lead to it. */
  readonly path: readonly number[];
}

/** Shows the *Results* view, with a progress bar while something runs. */
export function showResultsView(treeDataProvider: ResultsTree, results: SimulationResults): Disposable {
  const view = window.createTreeView('infraBindings.results', { treeDataProvider, showCollapseAll: true });
  let done: (() => void) | undefined;
  const showProgress = () => {
    const running = results.latest.some(({ status }) => status === 'running');
    if (running && !done) {
      const ended = new Promise<void>((resolve) => {
        done = resolve;
      });
      void window.withProgress({ location: { viewId: 'infraBindings.results' } }, () => ended);
    } else if (!running) {
      done?.();
      done = undefined;
    }
  };
  return Disposable.from(view, results.onDidChange(showProgress));
}

/** What the *Results* view holds: run → what it did, in order → details. */
export class ResultsTree implements TreeDataProvider<ResultsNode> {
  private readonly change = new EventEmitter<undefined>();
  private icons: ReadonlyMap<string, string> = new Map();
  readonly onDidChangeTreeData = this.change.event;

  constructor(
    private readonly destinations: Destinations,
    private readonly results: SimulationResults,
  ) {
    results.onDidChange(() => this.change.fire(undefined));
  }

  async getChildren(node?: ResultsNode): Promise<ResultsNode[]> {
    if (!node) {
      const all = await this.destinations.all();
      this.icons = new Map(bindingsOf(all).map(({ kind, icon }) => [kind, icon]));
      return this.results.latest.map((run) => ({ type: 'run', run }));
    }
    const { run } = node;
    const [lines, path] = node.type === 'run' ? [linesOf(run), []] : [node.line.children ?? [], node.path];
    return lines.map((line, index) => ({ type: 'line', run, line, path: [...path, index] }));
  }

  getTreeItem(node: ResultsNode): TreeItem {
    const item = node.type === 'run' ? this.runItem(node.run) : this.lineItem(node);
    item.id = JSON.stringify([node.run.target.root.toString(), node.run.stage, ...('path' in node ? node.path : [])]);
    return item;
  }

  private runItem(run: StageRun): TreeItem {
    const isLatest = this.results.latest[0] === run;
    const item = new TreeItem(
      run.stage,
      isLatest ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed,
    );
    const { icon, color, word } = looks[run.status];
    item.iconPath = new ThemeIcon(icon, new ThemeColor(run.outdated ? 'disabledForeground' : color));
    const [duration, ...about] = this.about(run);
    item.description = [...about, word, run.outdated && 'outdated', duration].filter(Boolean).join(' · ');
    item.tooltip = run.outdated ? 'The stage file or the manifest has changed since this run.' : run.stage;
    item.contextValue = [
      'run',
      run.status === 'running' ? 'running' : 'ended',
      ...(this.results.previous(run) ? ['compared'] : []),
    ].join('-');
    item.accessibilityInformation = { label: `${run.stage}, ${item.description}` };
    return item;
  }

  /** How long a run took, the Destination where there are several, the event, and the engine that is not the usual. */
  private about(run: StageRun): (string | undefined)[] {
    const end = run.events.at(-1);
    const start = run.events[0];
    const request = start?.type === 'run.start' ? start.request : undefined;
    const several = new Set(this.results.latest.map(({ target }) => target.root.toString())).size > 1;
    return [
      end?.type === 'run.end' ? `${Math.round(end.durationMs)} ms` : undefined,
      ...(several ? [workspace.asRelativePath(run.target.root)] : []),
      request ? request.method : run.target.event && eventOf(run),
      ...(start?.type === 'run.start' && start.engine !== 'memory' ? [start.engine] : []),
    ];
  }

  private lineItem({ run, line }: LineNode): TreeItem {
    const { icon, severity, kind = '', at, children = [] } = line;
    const [label = '', preview, description] = [line.label, line.preview, line.description].map(
      (text) => text && escapeControls(text),
    );
    const item = new TreeItem(
      label,
      children.length > 0 ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None,
    );
    item.contextValue = 'line';
    item.tooltip = [label, preview, description].filter(Boolean).join('\n');
    item.description = [preview, description].filter(Boolean).join('  ');
    item.accessibilityInformation = { label: [label, preview, description].filter(Boolean).join(', ') };
    if (icon) {
      const id = icon === 'binding' ? (this.icons.get(kind) ?? 'symbol-method') : icon;
      item.iconPath = new ThemeIcon(id, severity && new ThemeColor(`list.${severity}Foreground`));
    }
    if (at) {
      const selection = new Range(at.line, at.character, at.line, at.character);
      const arguments_ = [Uri.joinPath(run.target.root, at.file), { selection, preserveFocus: true }];
      item.command = { command: 'vscode.open', title: 'Go to Code', arguments: arguments_ };
    }
    return item;
  }
}

const looks: Readonly<Record<StageRun['status'], { icon: string; color: string; word?: string }>> = {
  running: { icon: 'loading~spin', color: 'foreground', word: 'running' },
  passed: { icon: 'pass', color: 'testing.iconPassed' },
  failed: { icon: 'error', color: 'testing.iconFailed', word: 'failed' },
  cancelled: { icon: 'circle-slash', color: 'testing.iconSkipped', word: 'cancelled' },
};

/** The lines of a run; of one that never began, why not. */
function linesOf({ events, whyNot }: StageRun): readonly ResultLine[] {
  const lines = resultLines(events);
  return whyNot === undefined ? lines : [...lines, { label: whyNot, icon: 'error', severity: 'error' }];
}
