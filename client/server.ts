import {
  commands,
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  type LogOutputChannel,
  workspace,
} from 'vscode';
import { LanguageClient, type LanguageClientOptions, State, TransportKind } from 'vscode-languageclient/node';

export type ServerState = 'starting' | 'running' | 'stopped';

/** What the language server is asked about: stage files, modules, manifests and the files that hold secrets' names. */
const documentSelector = [
  { language: 'edgetag-stage' },
  ...['javascript', 'javascriptreact', 'typescript', 'typescriptreact'].map((language) => ({
    scheme: 'file',
    language,
  })),
  { scheme: 'file', pattern: '**/wrangler*.{toml,json,jsonc}' },
];

/**
 * Node's flags for the server. An answer makes little garbage, but V8 would let what is young grow to 64 MB before it
 * looks for any. Tests and measurements start the server with the same.
 */
const execArgv = ['--max-semi-space-size=4'];

/** The language server's process and the connection to it. */
export class Server implements Disposable {
  private readonly stateChange = new EventEmitter<ServerState>();
  readonly onDidChangeState = this.stateChange.event;
  readonly client: LanguageClient;
  private starting: Promise<void> | undefined;

  constructor(
    context: ExtensionContext,
    readonly output: LogOutputChannel,
  ) {
    const module = context.asAbsolutePath('dist/server.js');
    const options: LanguageClientOptions = {
      documentSelector,
      outputChannel: output,
      initializationOptions: workspace.getConfiguration('infraBindings'),
      synchronize: { configurationSection: 'infraBindings' },
    };
    this.client = new LanguageClient(
      'infraBindings',
      'Infra Bindings',
      {
        run: { module, transport: TransportKind.ipc, options: { execArgv } },
        debug: {
          module,
          transport: TransportKind.ipc,
          options: { execArgv: [...execArgv, '--nolazy', '--inspect=6010'] },
        },
      },
      options,
    );
    this.client.onDidChangeState(() => this.announce());
  }

  get state(): ServerState {
    switch (this.client.state) {
      case State.Running:
        return 'running';
      case State.Starting:
        return 'starting';
      default:
        return 'stopped';
    }
  }

  /** Starts the server. A server that cannot start is a state that the sidebar shows, not an exception. */
  start(): Promise<void> {
    return this.whileStarting(() => this.client.start());
  }

  restart(): Promise<void> {
    return this.whileStarting(() => this.client.restart());
  }

  /** Asks the server, once it has started; `undefined` if it is not there to answer. */
  async ask<Result>(method: string, params?: object): Promise<Result | undefined> {
    await this.starting;
    if (this.state !== 'running') {
      return undefined;
    }
    try {
      return await this.client.sendRequest<Result>(method, params);
    } catch (error) {
      this.output.error(error instanceof Error ? error : String(error));
      return undefined;
    }
  }

  async dispose(): Promise<void> {
    this.stateChange.dispose();
    await this.client.dispose();
  }

  private async whileStarting(start: () => Promise<void>): Promise<void> {
    this.starting = start().catch((error: unknown) => {
      this.output.error(error instanceof Error ? error : String(error));
    });
    await this.starting;
    this.announce();
  }

  private announce(): void {
    void commands.executeCommand('setContext', 'infraBindings.server', this.state);
    this.stateChange.fire(this.state);
  }
}
