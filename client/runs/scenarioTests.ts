import {
  type CancellationToken,
  Disposable,
  Location,
  Position,
  Range,
  RelativePattern,
  type TestItem,
  TestMessage,
  type TestRun,
  TestRunProfileKind,
  TestRunRequest,
  tests,
  Uri,
  workspace,
} from 'vscode';
import { escapeControlsInLines } from '../../core/controlCharacters';
import { labelText } from '../../core/messageText';
import type { RunOutcome, RunRequest } from '../../server/runner/protocol';
import type {
  ExpectationEvent,
  RunEndEvent,
  ScenarioEndEvent,
  ScenarioStepEvent,
  SourcePlace,
} from '../../simulation/events';
import { type Destinations, destinationAt, workspaceFolderOf } from '../destinations';
import { fileName } from '../text';
import { comparable, differing } from './comparable';
import { whyNot } from './outcome';
import type { SimulationRunner } from './runner';

const scenarioFiles = 'simulation/scenarios/*.{json,jsonc}';
/** What a scenario's outcome depends on, as far as one saves it in an editor. */
const sourceFiles =
  /\/(playground\/.*\.js|wrangler(\.[^/]+)?\.(toml|jsonc?)|simulation\/.*\.(jsonc?|sql)|[^/]*\.[jt]s)$/;

/** Shows the scenarios of every Destination in the Test Explorer; their steps, once they have run. */
export class ScenarioTests implements Disposable {
  readonly controller = tests.createTestController('infraBindings.scenarios', 'Infra Scenarios');
  private readonly subscriptions: Disposable;

  constructor(
    private readonly destinations: Destinations,
    private readonly runner: SimulationRunner,
  ) {
    const watcher = workspace.createFileSystemWatcher(`**/${scenarioFiles}`, false, true);
    this.controller.refreshHandler = () => this.find();
    this.controller.createRunProfile(
      'Run',
      TestRunProfileKind.Run,
      (request, token) => (request.continuous ? this.runOnSave(request, token) : this.run(request, token)),
      true,
      undefined,
      true,
    );
    this.subscriptions = Disposable.from(
      this.controller,
      watcher,
      watcher.onDidCreate(() => this.find()),
      watcher.onDidDelete(() => this.find()),
      destinations.onDidChange(() => this.find()),
      workspace.onDidGrantWorkspaceTrust(() => this.find()),
    );
    void this.find();
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  /** Finds the scenarios. In Restricted Mode there are none: they could not be run. */
  private async find(): Promise<void> {
    const all = workspace.isTrusted ? await this.destinations.all() : [];
    const found = await Promise.all(
      all.map(async (destination) => {
        const root = Uri.parse(destination.root);
        const files = await workspace.findFiles(new RelativePattern(root, scenarioFiles));
        const scenarios = files.toSorted((a, b) => a.path.localeCompare(b.path)).map((uri) => this.scenario(uri));
        return { destination, scenarios };
      }),
    );
    const some = found.filter(({ scenarios }) => scenarios.length > 0);
    const [only, ...others] = some;
    if (only && others.length === 0) {
      this.controller.items.replace(only.scenarios);
      return;
    }
    this.controller.items.replace(
      some.map(({ destination: { root, label }, scenarios }) => {
        const group =
          this.controller.items.get(root) ?? this.controller.createTestItem(root, labelText(label), Uri.parse(root));
        group.children.replace(scenarios);
        return group;
      }),
    );
  }

  /** The scenario of a file, as it was if it is known. */
  private scenario(uri: Uri): TestItem {
    const id = uri.toString();
    const known = leaves(this.controller.items).find((each) => each.id === id);
    if (known) {
      return known;
    }
    const item = this.controller.createTestItem(id, labelText(fileName(id).replace(/\.jsonc?$/, '')), uri);
    item.range = new Range(0, 0, 0, 0);
    return item;
  }

  /** Runs the scenarios that a request asks for, those of whole steps' too, one after another. */
  private async run(request: TestRunRequest, token: CancellationToken): Promise<void> {
    const chosen = this.chosen(request);
    const run = this.controller.createTestRun(request);
    for (const scenario of chosen) {
      if (token.isCancellationRequested || run.token.isCancellationRequested) {
        break;
      }
      await this.runScenario(scenario, run, token);
    }
    run.end();
  }

  /** Runs scenarios whenever a file that they depend on is saved. */
  private runOnSave(request: TestRunRequest, token: CancellationToken): void {
    const saved = workspace.onDidSaveTextDocument(({ uri }) => {
      const concerned = this.chosen(request).filter((each) => isBelow(uri, rootOf(each)));
      if (concerned.length > 0 && sourceFiles.test(uri.path)) {
        void this.run(new TestRunRequest(concerned, undefined, request.profile, true), token);
      }
    });
    token.onCancellationRequested(() => saved.dispose());
  }

  private chosen({ include, exclude = [] }: TestRunRequest): TestItem[] {
    const items = include ? include.flatMap(scenariosOf) : leaves(this.controller.items);
    return [...new Set(items)].filter(
      (item) => !exclude.includes(item) && !(item.parent && exclude.includes(item.parent)),
    );
  }

  private async runScenario(item: TestItem, run: TestRun, token: CancellationToken): Promise<void> {
    const root = rootOf(item);
    const destination = destinationAt(await this.destinations.all(), root);
    const workingDirectory = (destination && workspaceFolderOf(destination)?.uri.fsPath) ?? root.fsPath;
    const request: RunRequest = { root: root.fsPath, workingDirectory, scenario: item.uri?.fsPath ?? '' };
    const report = new ScenarioReport(this.controller, item, run);
    const cancelling: Disposable[] = [];
    await new Promise<void>((resolve) => {
      const running = this.runner.run(request, {
        text: (text) => report.text(text),
        event: (event) => {
          switch (event.type) {
            case 'scenario.start':
              item.label = labelText(event.scenario);
              break;
            case 'scenario.step':
              report.step(event);
              break;
            case 'expectation':
              report.expectation(event);
              break;
            case 'run.start':
              if (destination?.stages.some(({ stage, events }) => stage === event.stage && events?.length)) {
                report.began(event.event);
              }
              break;
            case 'run.end':
              report.ran(event);
              break;
            case 'scenario.end':
              report.ended(event);
          }
        },
        ended: (outcome) => {
          report.closed(outcome);
          resolve();
        },
      });
      cancelling.push(...[token, run.token].map((each) => each.onCancellationRequested(() => running.cancel())));
    });
    // A continuous run's token outlives many of these.
    Disposable.from(...cancelling).dispose();
  }
}

interface ReportedStep {
  readonly item: TestItem;
  /** `4. edge/tag`; the item says the event, too. */
  readonly label: string;
  /** Where the first thing is that is expected of it. */
  range?: Range;
  readonly failures: TestMessage[];
  durationMs?: number;
}

/**
 * What is reported of one run of a scenario. The steps of the run before stay, so that nothing moves in the Test
 * Explorer while somebody points at it or has a step selected.
 */
class ScenarioReport {
  private readonly steps: ReportedStep[] = [];
  private settled = false;

  constructor(
    private readonly controller: { createTestItem(id: string, label: string, uri?: Uri): TestItem },
    private readonly scenario: TestItem,
    private readonly run: TestRun,
  ) {}

  text(text: string): void {
    this.run.appendOutput(text.replaceAll(/\r?\n/g, '\r\n'), undefined, this.scenario);
  }

  step({ step, stage, waitMs }: ScenarioStepEvent): void {
    const label = labelText(`${step + 1}. ${stage ?? `wait ${Math.round((waitMs ?? 0) / 1000)} s`}`);
    const item = this.item(step, label);
    item.label = label;
    this.run.started(item);
    this.steps[step] = { item, label, failures: [] };
  }

  /** The item of a step, as it was if there is one. */
  private item(step: number, label: string): TestItem {
    const id = `${this.scenario.id}#${step}`;
    const known = this.scenario.children.get(id);
    if (known) {
      return known;
    }
    const item = this.controller.createTestItem(id, label, this.scenario.uri);
    // In the order in which they run, also from the tenth on.
    item.sortText = String(step).padStart(4, '0');
    this.scenario.children.add(item);
    return item;
  }

  began(event: string): void {
    const last = this.steps.at(-1);
    if (last) {
      last.item.label = `${last.label} (${labelText(event)})`;
    }
  }

  ran({ durationMs }: RunEndEvent): void {
    const last = this.steps.at(-1);
    if (last) {
      last.durationMs = durationMs;
    }
  }

  expectation({ step, at, ok, message, expected, actual }: ExpectationEvent): void {
    const judged = this.steps[step];
    if (!judged) {
      return;
    }
    const place = positionOf(at);
    judged.range ??= new Range(place, place);
    if (!ok) {
      const [wanted, got] = differing(expected, comparable(expected, actual));
      const failure = TestMessage.diff(escapeControlsInLines(message), textOf(wanted), textOf(got));
      if (this.scenario.uri) {
        failure.location = new Location(this.scenario.uri, place);
      }
      judged.failures.push(failure);
    }
  }

  /** What the steps came to. The scenario has no outcome beside theirs. */
  ended({ cancelled = false }: ScenarioEndEvent): void {
    this.settled = true;
    if (!cancelled) {
      this.dropOthers();
    }
    for (const { item, range, failures, durationMs: taken } of this.steps) {
      item.range = range;
      if (failures.length > 0) {
        this.run.failed(item, failures, taken);
      } else if (cancelled && item === this.steps.at(-1)?.item) {
        this.run.skipped(item);
      } else {
        this.run.passed(item, taken);
      }
    }
  }

  /** The run has ended. Where it could not run the scenario, its outcome is why, and where that stands. */
  closed(outcome: RunOutcome): void {
    if (this.settled) {
      return;
    }
    const why = whyNot(outcome);
    if (why === undefined) {
      this.run.skipped(this.scenario);
      return;
    }
    this.dropOthers();
    const message = new TestMessage(escapeControlsInLines(why));
    if (this.scenario.uri) {
      const at = 'refused' in outcome ? outcome.at : undefined;
      message.location = new Location(this.scenario.uri, at ? positionOf(at) : new Position(0, 0));
    }
    this.run.errored(this.scenario, message);
  }

  /** Leaves the steps of this run alone: of a scenario that could not be run at all, none. */
  private dropOthers(): void {
    this.scenario.children.replace(this.steps.map(({ item }) => item));
  }
}

/** The scenarios that an item is, holds, or is a step of. */
function scenariosOf(item: TestItem): TestItem[] {
  if (item.id.includes('#')) {
    return item.parent ? [item.parent] : [];
  }
  return /\.jsonc?$/.test(item.id) ? [item] : leaves(item.children);
}

/** Every scenario in a collection. */
function leaves(items: Iterable<[string, TestItem]>): TestItem[] {
  return [...items].flatMap(([, item]) => scenariosOf(item));
}

/** The folder of the Destination whose scenario it is. */
function rootOf({ uri }: TestItem): Uri {
  return Uri.joinPath(uri ?? Uri.file('/'), '../../..');
}

function isBelow(uri: Uri, folder: Uri): boolean {
  return uri.toString().startsWith(`${folder}/`);
}

function positionOf({ line, character }: SourcePlace): Position {
  return new Position(line, character);
}

/** A value as the diff of what was expected and what there was shows it. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? 'nothing');
}
