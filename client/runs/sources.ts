import { type Disposable, EventEmitter, Uri, workspace } from 'vscode';

/** Texts of files as they were at some time, by URI. */
export type SourceTexts = ReadonlyMap<string, string>;

/** Watches the files that a simulation's outcome depends on: stage files and manifests, saved or not. */
export class Sources implements Disposable {
  private readonly change = new EventEmitter<Uri>();
  private readonly watcher = workspace.createFileSystemWatcher('**/{wrangler*.{toml,json,jsonc},playground/**/*.js}');
  private readonly subscriptions: readonly Disposable[];
  /** Fires when a file may have another text. */
  readonly onDidChange = this.change.event;

  constructor() {
    const changed = (uri: Uri) => this.change.fire(uri);
    this.subscriptions = [
      this.change,
      this.watcher,
      this.watcher.onDidChange(changed),
      this.watcher.onDidCreate(changed),
      this.watcher.onDidDelete(changed),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) {
          changed(document.uri);
        }
      }),
    ];
  }

  /** The texts of some files on disk: a simulation reads them there. */
  async saved(uris: readonly Uri[]): Promise<SourceTexts> {
    const texts = await Promise.all(uris.map(async (uri) => [uri.toString(), await savedText(uri)] as const));
    return new Map(texts);
  }

  /** Whether all files have the text that they had, in the editor where they are open. */
  async areSame(before: SourceTexts): Promise<boolean> {
    const same = await Promise.all(
      [...before].map(async ([uri, text]) => text === (await currentText(Uri.parse(uri)))),
    );
    return !same.includes(false);
  }

  dispose(): void {
    for (const each of this.subscriptions) {
      each.dispose();
    }
  }
}

async function currentText(uri: Uri): Promise<string> {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  return open ? withLineFeeds(open.getText()) : savedText(uri);
}

/** Empty where there is no such file. */
async function savedText(uri: Uri): Promise<string> {
  try {
    return withLineFeeds(new TextDecoder().decode(await workspace.fs.readFile(uri)));
  } catch {
    return '';
  }
}

/** VS Code gives every line of a document the same ending. */
function withLineFeeds(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
