import { relative } from 'node:path';
import { commands, type Disposable, EventEmitter, Uri, type WorkspaceFolder, workspace } from 'vscode';
import {
  type BindingInfo,
  type DestinationInfo,
  type DestinationsResult,
  destinationsChangedNotification,
  destinationsRequest,
  type StageInfo,
} from '../server/protocol';
import type { Server } from './server';

/** What the server last said about the Destinations of the workspace. */
export class Destinations implements Disposable {
  private readonly change = new EventEmitter<void>();
  private readonly subscriptions: Disposable[];
  private latest: Promise<readonly DestinationInfo[]> | undefined;
  private announced: string | undefined;
  readonly onDidChange = this.change.event;

  constructor(private readonly server: Server) {
    this.subscriptions = [
      server.client.onNotification(destinationsChangedNotification, () => this.refresh()),
      server.onDidChangeState(() => this.refresh()),
    ];
  }

  /** Every Destination; asked once for each change. */
  all(): Promise<readonly DestinationInfo[]> {
    this.latest ??= this.fetch();
    return this.latest;
  }

  /** Asks the server anew, and tells everybody if its answer has changed. */
  async refresh(): Promise<void> {
    const asked = this.fetch();
    this.latest = asked;
    const answer = JSON.stringify(await asked);
    if (this.latest === asked && this.announced !== answer) {
      this.announced = answer;
      this.change.fire();
    }
  }

  dispose(): void {
    this.change.dispose();
    for (const each of this.subscriptions) {
      each.dispose();
    }
  }

  private async fetch(): Promise<readonly DestinationInfo[]> {
    const result = await this.server.ask<DestinationsResult>(destinationsRequest);
    const destinations = (result?.destinations ?? []).toSorted(byWorkspaceFolder);
    if (result) {
      const none = !destinations.some(hasManifest);
      const manifests = none ? 'none' : bindingsOf(destinations).length === 0 ? 'empty' : 'some';
      void commands.executeCommand('setContext', 'infraBindings.manifests', manifests);
    }
    return destinations;
  }
}

/** In the order of the Explorer. Those outside every folder come last. */
function byWorkspaceFolder(a: DestinationInfo, b: DestinationInfo): number {
  const index = (destination: DestinationInfo) => workspaceFolderOf(destination)?.index ?? Number.MAX_SAFE_INTEGER;
  return index(a) - index(b);
}

/** Whether a Destination has a manifest: one that has, has at least the top level for an environment. */
export function hasManifest({ environments }: DestinationInfo): boolean {
  return environments.length > 0;
}

/** Every binding of some Destinations, in all environments. */
export function bindingsOf(destinations: readonly DestinationInfo[]): readonly BindingInfo[] {
  return destinations.flatMap((destination) => destination.environments.flatMap(({ bindings }) => bindings));
}

/** A stage and the Destination that it belongs to. */
export interface StageOfDestination {
  readonly stage: StageInfo;
  readonly destination: DestinationInfo;
}

/** The stage that a file is, as the server sees it. */
export function stageOfFile(destinations: readonly DestinationInfo[], file: Uri): StageOfDestination | undefined {
  for (const destination of destinations) {
    const stage = destination.stages.find(({ uri }) => Uri.parse(uri).toString() === file.toString());
    if (stage) {
      return { stage, destination };
    }
  }
  return undefined;
}

/** The workspace folder that a Destination is in. */
export function workspaceFolderOf(destination: DestinationInfo): WorkspaceFolder | undefined {
  return workspace.getWorkspaceFolder(Uri.parse(destination.root));
}

/** A Destination's folder, relative to its workspace folder; empty where they are the same. */
export function pathInWorkspaceFolder(destination: DestinationInfo, folder: WorkspaceFolder): string {
  return relative(folder.uri.fsPath, Uri.parse(destination.root).fsPath).replaceAll('\\', '/');
}

/** The Destination in a folder. */
export function destinationAt(destinations: readonly DestinationInfo[], folder: Uri): DestinationInfo | undefined {
  return destinations.find(({ root }) => Uri.parse(root).toString() === folder.toString());
}
