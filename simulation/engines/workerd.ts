import { dirname, join, resolve } from 'node:path';
import { isRefused } from '../../core/refused';
import type { MiniflareInstall, SourcePlace } from '../events';
import type { SimulationRequest } from '../request';
import type { Engine, Run, RunOutcome, RunReporter } from './engine';
import { outputLimits, startLimitsMs, workerdLimits } from './limits';
import { sandboxCommand } from './sandboxCommand';
import { type WorkerdLine, WorkerdSession } from './workerdSession';

const pollMs = 20;

/** Runs a stage on Cloudflare's own runtime, through the project's Miniflare. */
export const workerdEngine: Engine = async (run, reporter) => {
  const { request } = run;
  const { workerd, session: kept } = request;
  if (!kept && (!workerd || isRefused(workerd))) {
    const { refused: why = 'The workerd engine was not set up.', isOfManifest = false, install } = workerd ?? {};
    return refused(reporter, isOfManifest ? 'ManifestError' : 'EngineMissing', why, install);
  }
  if (kept?.isOver) {
    const message = 'workerd was ended in an earlier step, and what its bindings held is gone.';
    return refused(reporter, 'EngineError', message);
  }
  const session = kept ?? startWorkerd(request);
  if (!session) {
    return refused(reporter, 'EngineMissing', 'The workerd engine was not set up.');
  }
  const outcome = await new WorkerdRun(run, reporter, session).ended;
  if (!kept || session.isOver) {
    await session.end();
  }
  if (!kept) {
    keepReady(request);
  }
  return outcome;
};

function refused(reporter: RunReporter, name: string, message: string, install?: MiniflareInstall): RunOutcome {
  reporter.event({ type: 'error', t: 0, phase: 'run', name, message, frames: [], ...(install && { install }) });
  return { ok: false, durationMs: 0, rssMb: 0 };
}

/** Starts a workerd for the Destination of a request, or takes one that waits; its stages may share it. */
export function startWorkerd(request: SimulationRequest): WorkerdSession | undefined {
  const setup = setupOf(request);
  const host = hostOf(request);
  return setup && (poolOf(request)?.take(host, setup) ?? new WorkerdSession(host, setup, request.node));
}

/** Has the next workerd for a request like this one stand when it comes. To be called when this one has ended. */
export function keepReady(request: SimulationRequest): void {
  const setup = setupOf(request);
  if (setup) {
    poolOf(request)?.refill(hostOf(request), setup);
  }
}

function setupOf({ workerd, bindings, variables, modules = [], state, inspect }: SimulationRequest) {
  if (!workerd || isRefused(workerd)) {
    return undefined;
  }
  const more = { ...(state && { state }), ...(inspect && { inspect: true }) };
  return { ...workerd, bindings, variables, modules, ...more };
}

const hostOf = ({ sandbox }: SimulationRequest) => join(dirname(resolve(sandbox)), 'workerd.js');
const poolOf = ({ pools, inspect }: SimulationRequest) => (inspect ? undefined : pools?.workerds);

type Failure = 'run' | 'timeout' | 'memory';

/** Follows one run. */
class WorkerdRun {
  readonly ended: Promise<RunOutcome>;
  readonly #run: Run;
  readonly #reporter: RunReporter;
  readonly #session: WorkerdSession;
  readonly #abort = () => this.#stop();
  #settle: (outcome: RunOutcome) => void = () => {};
  #timer: NodeJS.Timeout;
  #poll: NodeJS.Timeout | undefined;
  #began = performance.now();
  #rssMb = 0;
  #over = false;

  constructor(run: Run, reporter: RunReporter, session: WorkerdSession) {
    this.#run = run;
    this.#reporter = reporter;
    this.#session = session;
    this.#timer = setTimeout(
      () => this.#fail('run', 'EngineError', 'workerd did not start in time.'),
      startLimitsMs.workerd,
    );
    this.ended = new Promise((settle) => {
      this.#settle = settle;
    });
    run.signal.addEventListener('abort', this.#abort);
    if (run.signal.aborted) {
      this.#stop();
      return;
    }
    const { file, code, run: command, secretValues, urls } = sandboxCommand(run, outputLimits);
    session.run({ file, code, run: command, secretValues, limits: outputLimits, ...(urls && { urls }) });
    session.follow((line) => this.#take(line));
  }

  #take(line: WorkerdLine | undefined): void {
    if (this.#over) {
      return;
    }
    if (line === undefined) {
      const last = this.#session.lastWords;
      this.#fail('run', 'EngineError', `workerd has ended.${last ? ` ${last}` : ''}`);
      return;
    }
    switch (line.type) {
      case 'ready':
        return;
      case 'refused':
        this.#fail('run', line.name, line.message, line.at);
        return;
      case 'begun': {
        this.#began = performance.now();
        clearTimeout(this.#timer);
        if (line.inspector === undefined) {
          this.#timer = setTimeout(() => this.#timedOut(), this.#run.timeoutMs);
        }
        this.#poll = setInterval(() => this.#weigh(), pollMs);
        const { runtime } = this.#session;
        this.#reporter.started({
          missingLayers: [],
          ...(line.request && { request: line.request }),
          ...(runtime && { runtime }),
          ...(line.inspector !== undefined && { inspector: line.inspector }),
        });
        return;
      }
      case 'done': {
        this.#weigh();
        const { ok, durationMs, state } = line;
        const outcome = { ok, durationMs, rssMb: this.#rssMb, ...(state && { state }) };
        this.#reporter.done(outcome);
        this.#finish(outcome);
        return;
      }
      default:
        this.#reporter.event(line);
        if (line.type === 'truncated') {
          // It goes on without being heard.
          this.#session.isOver = true;
        }
    }
  }

  #weigh(): void {
    this.#rssMb = this.#session.residentMb ?? this.#rssMb;
    if (this.#rssMb > workerdLimits.rssMb) {
      this.#fail(
        'memory',
        'MemoryError',
        `The stage used more than ${workerdLimits.rssMb} MB of memory and was ended.`,
      );
    }
  }

  #timedOut(): void {
    const { timeoutMs } = this.#run;
    this.#fail('timeout', 'TimeoutError', `The stage was still running after ${timeoutMs} ms and was ended.`);
  }

  #fail(phase: Failure, name: string, message: string, at?: SourcePlace): void {
    if (!this.#over) {
      this.#reporter.event({ type: 'error', t: this.#elapsed(), phase, name, message, ...(at && { at }), frames: [] });
      this.#stop();
    }
  }

  #stop(): void {
    this.#session.isOver = true;
    this.#finish({ ok: false, durationMs: this.#elapsed(), rssMb: this.#rssMb });
  }

  #finish(outcome: RunOutcome): void {
    this.#over = true;
    clearTimeout(this.#timer);
    clearInterval(this.#poll);
    this.#run.signal.removeEventListener('abort', this.#abort);
    this.#settle(outcome);
  }

  #elapsed(): number {
    return Math.round((performance.now() - this.#began) * 10) / 10;
  }
}
