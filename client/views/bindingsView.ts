import {
  type Disposable,
  type Event,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
} from 'vscode';
import type { BindingInfo, DestinationInfo, EnvironmentInfo } from '../../server/protocol';
import { type Destinations, hasManifest } from '../destinations';
import { capitalized, count, environmentLabel, fileName } from '../text';
import { Redraws } from './redraws';

/** An element of the *Bindings* view. */
export type BindingsNode = DestinationNode | ProblemNode | NoteNode | EnvironmentNode | ServiceNode | BindingNode;

interface DestinationNode {
  readonly type: 'destination';
  readonly destination: DestinationInfo;
}

interface ProblemNode {
  readonly type: 'problem';
  readonly destination: DestinationInfo;
  readonly problem: string;
}

/** Which manifest counts, and what is deployed instead. */
interface NoteNode {
  readonly type: 'note';
  readonly destination: DestinationInfo;
  readonly note: string;
}

interface EnvironmentNode {
  readonly type: 'environment';
  readonly destination: DestinationInfo;
  readonly environment: EnvironmentInfo;
}

/** The bindings of one kind in one environment. */
interface ServiceNode {
  readonly type: 'service';
  readonly destination: DestinationInfo;
  readonly environment: EnvironmentInfo;
  readonly kind: string;
  readonly bindings: readonly [BindingInfo, ...BindingInfo[]];
}

export interface BindingNode {
  readonly type: 'binding';
  readonly destination: DestinationInfo;
  readonly environment: EnvironmentInfo;
  readonly binding: BindingInfo;
}

/** Shows the *Bindings* view. */
export function showBindingsView(treeDataProvider: BindingsTree): Disposable {
  return window.createTreeView('infraBindings.bindings', { treeDataProvider, showCollapseAll: true });
}

/** What the *Bindings* view holds: [Destination →] [environment →] service → binding. Levels of one are left out. */
export class BindingsTree implements TreeDataProvider<BindingsNode> {
  private readonly redraws: Redraws;
  readonly onDidChangeTreeData: Event<undefined>;

  constructor(destinations: Destinations) {
    this.redraws = new Redraws(destinations, ({ stages: _, ...shown }) => shown);
    this.onDidChangeTreeData = this.redraws.event;
  }

  async getChildren(node?: BindingsNode): Promise<BindingsNode[]> {
    if (!node) {
      const all = await this.redraws.toDraw();
      if (!all.some(hasManifest)) {
        // VS Code then shows the welcome content, which offers to create one.
        return [];
      }
      const only = all.length === 1 ? all[0] : undefined;
      return only ? insideDestination(only) : all.map((destination) => ({ type: 'destination', destination }));
    }
    switch (node.type) {
      case 'destination':
        return insideDestination(node.destination);
      case 'environment':
        return services(node.destination, node.environment);
      case 'service':
        return node.bindings.map((binding) => ({ ...node, type: 'binding', binding }));
      default:
        return [];
    }
  }

  getTreeItem(node: BindingsNode): TreeItem {
    const item = treeItem(node);
    item.contextValue = node.type;
    item.id = idOf(node);
    return item;
  }
}

function insideDestination(destination: DestinationInfo): BindingsNode[] {
  const { problem } = destination;
  const problems: BindingsNode[] = [
    ...(problem ? [{ type: 'problem' as const, destination, problem }] : []),
    ...(destination.notes ?? []).map((note) => ({ type: 'note' as const, destination, note })),
  ];
  const [topLevel, ...named] = destination.environments;
  if (topLevel && named.length === 0) {
    return [...problems, ...services(destination, topLevel)];
  }
  return [
    ...problems,
    ...destination.environments.map((environment) => ({ type: 'environment' as const, destination, environment })),
  ];
}

function services(destination: DestinationInfo, environment: EnvironmentInfo): ServiceNode[] {
  const byKind = new Map<string, [BindingInfo, ...BindingInfo[]]>();
  for (const binding of environment.bindings) {
    const same = byKind.get(binding.kind);
    if (same) {
      same.push(binding);
    } else {
      byKind.set(binding.kind, [binding]);
    }
  }
  return [...byKind].map(([kind, bindings]) => ({ type: 'service', destination, environment, kind, bindings }));
}

function treeItem(node: BindingsNode): TreeItem {
  switch (node.type) {
    case 'destination': {
      const item = new TreeItem(node.destination.label, TreeItemCollapsibleState.Expanded);
      item.iconPath = new ThemeIcon('root-folder');
      item.description = hasManifest(node.destination) ? fileName(node.destination.manifest) : '';
      item.accessibilityInformation = { label: `Destination ${node.destination.label}` };
      return item;
    }
    case 'problem': {
      const item = new TreeItem(node.problem);
      item.iconPath = new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
      item.tooltip = node.problem;
      item.command = { command: 'infraBindings.openManifest', title: 'Open Manifest', arguments: [node] };
      item.accessibilityInformation = { label: `Problem: ${node.problem}` };
      return item;
    }
    case 'note': {
      const item = new TreeItem(node.note);
      item.iconPath = new ThemeIcon('info');
      item.tooltip = node.note;
      item.accessibilityInformation = { label: `Note: ${node.note}` };
      return item;
    }
    case 'environment': {
      const label = environmentLabel(node.environment.name);
      const topLevel = node.environment.name === null;
      const item = new TreeItem(
        label,
        topLevel ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed,
      );
      item.iconPath = new ThemeIcon('layers');
      item.description = count(node.environment.bindings.length, 'binding');
      item.accessibilityInformation = { label: `Environment ${label}, ${item.description}` };
      return item;
    }
    case 'service': {
      const [{ kindLabel, icon }] = node.bindings;
      const label = capitalized(kindLabel);
      const item = new TreeItem(label, TreeItemCollapsibleState.Expanded);
      item.iconPath = new ThemeIcon(icon);
      item.accessibilityInformation = { label: `${label}, ${count(node.bindings.length, 'binding')}` };
      return item;
    }
    case 'binding':
      return bindingItem(node);
  }
}

function bindingItem(node: BindingNode): TreeItem {
  const { name, kindLabel, resource, environment, uses } = node.binding;
  const used = uses === 0 ? 'not used' : count(uses, 'use');
  const item = new TreeItem(name);
  item.iconPath = new ThemeIcon('symbol-field');
  item.description = [resource, used].filter(Boolean).join(' · ');
  item.tooltip = new MarkdownString()
    .appendMarkdown('**')
    .appendText(name)
    .appendMarkdown('** – ')
    .appendText(kindLabel)
    .appendMarkdown('\n\n')
    .appendText([resource, environmentLabel(environment), used].filter(Boolean).join('\n'));
  item.command = { command: 'infraBindings.goToDeclaration', title: 'Go to Declaration', arguments: [node] };
  item.accessibilityInformation = {
    label: [name, kindLabel, resource, environmentLabel(environment), used].filter(Boolean).join(', '),
  };
  return item;
}

/** Stays the same while a tree is refreshed, so that VS Code keeps what is expanded and selected. */
function idOf(node: BindingsNode): string {
  const path = [node.type, node.destination.manifest];
  if ('environment' in node) {
    path.push(node.environment.name ?? '');
  }
  if ('note' in node) {
    path.push(node.note);
  }
  if ('kind' in node) {
    path.push(node.kind);
  }
  if ('binding' in node) {
    const { kind, name } = node.binding;
    // A manifest that declares a name twice is an error, and both still need an id.
    const same = node.environment.bindings.filter((each) => each.kind === kind && each.name === name);
    path.push(kind, name, String(same.indexOf(node.binding)));
  }
  return JSON.stringify(path);
}

/** The manifest that a node is about. */
export function manifestOf(node: BindingsNode): Uri {
  return Uri.parse(node.destination.manifest);
}
