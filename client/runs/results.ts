import { type Disposable, EventEmitter, Uri } from 'vscode';
import type { RunStartEvent, SimulationEvent } from '../../simulation/events';
import { exitCodeOf, whyNot } from './outcome';
import type { RunningSimulation, SimulationListener } from './runner';
import { Sources, type SourceTexts } from './sources';

/** What a simulation was started for. */
export interface RunTarget {
  /** The Destination's folder. */
  readonly root: Uri;
  readonly manifest: Uri | undefined;
  readonly stage: string;
  readonly event: string | undefined;
  /** Runs it again. */
  readonly again: () => unknown;
}

/** One run of a stage, while it goes on and afterwards. */
export interface StageRun {
  readonly target: RunTarget;
  readonly stage: string;
  readonly events: readonly SimulationEvent[];
  readonly status: 'running' | 'passed' | 'failed' | 'cancelled';
  /** Why there was no run, or none to its end. */
  readonly whyNot?: string;
  /** Whether the stage file or the manifest has changed since. */
  readonly outdated: boolean;
  readonly cancel: () => void;
}

type Recorded = { -readonly [Key in keyof StageRun]: StageRun[Key] } & {
  readonly events: SimulationEvent[];
  sources: SourceTexts;
};

/** How many runs of a stage are kept, the last among them. */
const keptRuns = 10;
/** How long changes are gathered until they are told. */
const quietMs = 100;

/** The last runs of each stage: what they reported, and whether that still holds. */
export class SimulationResults implements Disposable {
  private readonly change = new EventEmitter<void>();
  private readonly sources = new Sources();
  private readonly subscription = this.sources.onDidChange((uri) => this.look(uri));
  /** The runs of each stage, and the stages, the latest first. */
  private stages = new Map<string, readonly Recorded[]>();
  private timer: NodeJS.Timeout | undefined;
  readonly onDidChange = this.change.event;

  /** The last run of each stage, the latest first. */
  get latest(): readonly StageRun[] {
    return [...this.stages.values()].flatMap(([last]) => last ?? []);
  }

  /** The run to compare a run with: the one before it on the same event, or else the one before it. */
  previous(run: StageRun): StageRun | undefined {
    const runs = this.stages.get(keyOf(run.target.root, run.stage)) ?? [];
    const before = runs.slice(runs.indexOf(run as Recorded) + 1).filter(({ status }) => status !== 'running');
    return before.find((each) => eventOf(each) === eventOf(run)) ?? before[0];
  }

  /** Ends a run, or all that go on. */
  stop(run?: StageRun): void {
    for (const each of run ? [run] : this.latest.filter(({ status }) => status === 'running')) {
      each.cancel();
    }
  }

  /** Forgets every run that has ended. */
  clear(): void {
    this.stages = new Map([...this.stages].filter(([, [last]]) => last?.status === 'running'));
    this.changed();
  }

  /** Starts a simulation, and records what it does besides telling the listener. */
  follow(
    target: RunTarget,
    listener: SimulationListener,
    start: (listener: SimulationListener) => RunningSimulation,
  ): RunningSimulation {
    let running: RunningSimulation | undefined;
    const runs = new Map<string, Recorded>();
    let cancelled = false;
    const cancel = () => {
      cancelled = true;
      running?.cancel();
    };
    // It shows at once; the first run that the process reports takes its place.
    let waiting: Recorded | undefined = this.add(target, target.stage, cancel);
    running = start({
      text: (text) => listener.text(text),
      event: (event) => {
        if (event.type === 'run.start') {
          const run = waiting?.stage === event.stage ? waiting : this.add(target, event.stage, cancel);
          waiting = waiting === run ? undefined : waiting;
          runs.set(event.run, run);
          void this.remember(run, event);
        }
        this.take(runs.get(event.run), event, cancelled);
        listener.event(event);
      },
      ended: (outcome) => {
        const why = whyNot(outcome);
        for (const run of [...runs.values(), ...(waiting ? [waiting] : [])]) {
          if (run.status === 'running') {
            run.status = cancelled ? 'cancelled' : exitCodeOf(outcome) === 0 ? 'passed' : 'failed';
            if (why !== undefined) {
              run.whyNot = why;
            }
          }
        }
        this.changed();
        listener.ended(outcome);
      },
    });
    return { cancel };
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscription.dispose();
    this.sources.dispose();
    this.change.dispose();
  }

  private add(target: RunTarget, stage: string, cancel: () => void): Recorded {
    const run: Recorded = {
      ...{ target, stage, events: [], status: 'running', outdated: false, cancel },
      sources: new Map(),
    };
    const key = keyOf(target.root, stage);
    const runs = [run, ...(this.stages.get(key) ?? [])].slice(0, keptRuns);
    this.stages.delete(key);
    this.stages = new Map([[key, runs], ...this.stages]);
    this.changed();
    return run;
  }

  private take(run: Recorded | undefined, event: SimulationEvent, cancelled: boolean): void {
    if (!run) {
      return;
    }
    run.events.push(event);
    if (event.type === 'run.end') {
      run.status = event.cancelled || cancelled ? 'cancelled' : event.ok ? 'passed' : 'failed';
    }
    this.changed();
  }

  private async remember(run: Recorded, { file }: RunStartEvent): Promise<void> {
    const { root, manifest } = run.target;
    run.sources = await this.sources.saved([Uri.joinPath(root, file), ...(manifest ? [manifest] : [])]);
    await this.compare(run);
  }

  /** Finds the runs for which a file is another than it was, or the same again. */
  private async look(uri: Uri): Promise<void> {
    for (const run of [...this.stages.values()].flat()) {
      if (run.sources.has(uri.toString())) {
        await this.compare(run);
      }
    }
  }

  private async compare(run: Recorded): Promise<void> {
    const outdated = !(await this.sources.areSame(run.sources));
    if (outdated !== run.outdated) {
      run.outdated = outdated;
      this.changed();
    }
  }

  private changed(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.change.fire();
    }, quietMs);
  }
}

/** The event that a run started from, once that is known. */
export function eventOf({ events, target }: StageRun): string | undefined {
  const [start] = events;
  return start?.type === 'run.start' ? start.event : target.event;
}

function keyOf(root: Uri, stage: string): string {
  return `${root} ${stage}`;
}
