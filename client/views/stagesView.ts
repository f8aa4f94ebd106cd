import {
  Disposable,
  type Event,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { DestinationInfo, StageInfo } from '../../server/protocol';
import type { Destinations } from '../destinations';
import { count } from '../text';
import { Redraws } from './redraws';

/** An element of the *Stages* view. */
export type StagesNode = DestinationNode | GroupNode | StageNode;

interface DestinationNode {
  readonly type: 'destination';
  readonly destination: DestinationInfo;
}

interface GroupNode {
  readonly type: 'group';
  readonly destination: DestinationInfo;
  readonly group: StageInfo['group'];
  readonly stages: readonly StageInfo[];
}

export interface StageNode {
  readonly type: 'stage';
  readonly destination: DestinationInfo;
  readonly stage: StageInfo;
}

/** In the order of the view. */
const groups: Readonly<Record<StageInfo['group'], { readonly label: string; readonly icon: string }>> = {
  edge: { label: 'Edge', icon: 'cloud' },
  browser: { label: 'Browser', icon: 'browser' },
  cdn: { label: 'CDN API', icon: 'globe' },
  server: { label: 'Server API', icon: 'server' },
  transformation: { label: 'Transformation', icon: 'arrow-swap' },
};

/** Shows the *Stages* view. */
export function showStagesView(treeDataProvider: StagesTree): Disposable {
  const view = window.createTreeView('infraBindings.stages', { treeDataProvider });
  const sayWhetherTrusted = () => {
    view.message = workspace.isTrusted ? '' : 'Simulation is off in Restricted Mode: trust the folder to run a stage.';
  };
  sayWhetherTrusted();
  return Disposable.from(view, workspace.onDidGrantWorkspaceTrust(sayWhetherTrusted));
}

/** What the *Stages* view holds: [Destination →] group → stage file. */
export class StagesTree implements TreeDataProvider<StagesNode> {
  private readonly redraws: Redraws;
  readonly onDidChangeTreeData: Event<undefined>;

  constructor(destinations: Destinations) {
    this.redraws = new Redraws(destinations, ({ manifest, label, stages }) => ({ manifest, label, stages }));
    this.onDidChangeTreeData = this.redraws.event;
  }

  async getChildren(node?: StagesNode): Promise<StagesNode[]> {
    if (!node) {
      const all = (await this.redraws.toDraw()).filter(({ stages }) => stages.length > 0);
      const only = all.length === 1 ? all[0] : undefined;
      return only ? groupsOf(only) : all.map((destination) => ({ type: 'destination', destination }));
    }
    switch (node.type) {
      case 'destination':
        return groupsOf(node.destination);
      case 'group':
        return node.stages.map((stage) => ({ type: 'stage', destination: node.destination, stage }));
      case 'stage':
        return [];
    }
  }

  getTreeItem(node: StagesNode): TreeItem {
    const item = treeItem(node);
    const { manifest } = node.destination;
    item.id = JSON.stringify([
      manifest,
      node.type === 'group' ? node.group : node.type === 'stage' ? node.stage.uri : '',
    ]);
    return item;
  }
}

function groupsOf(destination: DestinationInfo): GroupNode[] {
  return Object.keys(groups).flatMap((key) => {
    const group = key as StageInfo['group'];
    const stages = destination.stages.filter((stage) => stage.group === group);
    return stages.length > 0 ? [{ type: 'group', destination, group, stages }] : [];
  });
}

function treeItem(node: StagesNode): TreeItem {
  switch (node.type) {
    case 'destination': {
      const item = new TreeItem(node.destination.label, TreeItemCollapsibleState.Expanded);
      item.iconPath = new ThemeIcon('root-folder');
      item.contextValue = 'destination';
      item.accessibilityInformation = { label: `Destination ${node.destination.label}` };
      return item;
    }
    case 'group': {
      const { label, icon } = groups[node.group];
      const item = new TreeItem(label, TreeItemCollapsibleState.Expanded);
      item.iconPath = new ThemeIcon(icon);
      item.contextValue = 'group';
      item.accessibilityInformation = { label: `${label}, ${count(node.stages.length, 'stage file')}` };
      return item;
    }
    case 'stage':
      return stageItem(node.stage);
  }
}

function stageItem(stage: StageInfo): TreeItem {
  const uri = Uri.parse(stage.uri);
  const item = new TreeItem(stage.stage.split('/').at(-1) ?? stage.stage);
  item.resourceUri = uri;
  item.iconPath = ThemeIcon.File;
  item.tooltip = workspace.asRelativePath(uri);
  item.contextValue = stage.runnable ? (stage.events?.length ? 'stage-runnable-events' : 'stage-runnable') : 'stage';
  item.command = { command: 'vscode.open', title: 'Open', arguments: [uri] };
  item.accessibilityInformation = { label: `Stage ${stage.stage}` };
  return item;
}
