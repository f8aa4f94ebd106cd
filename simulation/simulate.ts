import { isRefused } from '../core/refused';
import type { Engine, Run, RunOutcome, RunReporter, RunStart } from './engines/engine';
import { defaultTimeoutMs } from './engines/limits';
import { memoryEngine } from './engines/memory';
import { secretValues } from './engines/sandboxCommand';
import { workerdEngine } from './engines/workerd';
import type { EngineEvent, SimulationEvent } from './events';
import type { SimulationRequest } from './request';
import type { RunState } from './sandbox/realm/command';
import { Redaction } from './sandbox/redaction';
import { stageParams } from './stageParams';

const engines: Readonly<Record<string, Engine>> = { memory: memoryEngine, workerd: workerdEngine };

/** How a run ended. */
export interface SimulationResult {
  readonly ok: boolean;
  /** What bindings hold now, for a run that goes on from here. Secrets in it are not masked. */
  readonly state?: RunState;
}

/**
 * Runs one stage and reports what it does, as it does it. Every run has one `run.start`, then its events, and ends with
 * one `run.end`, also when it could not begin, was ended by a limit, or by `signal`. When the promise settles, a moment
 * after that, no process of the run is left. Never rejects.
 */
export async function simulate(
  request: SimulationRequest,
  onEvent: (event: SimulationEvent) => void,
  signal: AbortSignal = new AbortController().signal,
): Promise<SimulationResult> {
  const params = stageParams(request.stage, request.event);
  // A stage of the browser is no Worker: it has its page, whatever Workers run on.
  const isPage = 'kind' in params && params.kind.runtime === 'browser';
  const engineName = isPage ? 'memory' : (request.engine ?? 'memory');
  const engine = engines[engineName];
  const record = new Recorder({ ...request, engine: engineName }, onEvent, signal);
  if (isRefused(params) || !engine) {
    const name = isRefused(params) ? 'NotSimulated' : 'EngineError';
    const message = isRefused(params) ? params.refused : `There is no engine ${request.engine}.`;
    record.event({ type: 'error', t: 0, phase: 'run', name, message, frames: [] });
    return record.end({ ok: false, durationMs: 0, rssMb: 0 });
  }
  const run: Run = { request, params, timeoutMs: request.timeoutMs ?? defaultTimeoutMs, signal };
  const outcome = await engine(run, record);
  const ended = record.end(outcome);
  return outcome.state ? { ...ended, state: outcome.state } : ended;
}

/** Numbers the events of a run, and keeps their order: start first, end last. */
class Recorder implements RunReporter {
  readonly #request: SimulationRequest;
  readonly #onEvent: (event: SimulationEvent) => void;
  readonly #signal: AbortSignal;
  readonly #run = crypto.randomUUID();
  #count = 0;
  #failed = false;
  #ended: { ok: boolean } | undefined;

  constructor(request: SimulationRequest, onEvent: (event: SimulationEvent) => void, signal: AbortSignal) {
    this.#request = request;
    this.#onEvent = onEvent;
    this.#signal = signal;
  }

  started({ missingLayers, ...more }: RunStart): void {
    const { stage, file, event, engine = 'memory' } = this.#request;
    const missing = missingLayers.length > 0 ? { missingLayers } : {};
    this.#number({ type: 'run.start', t: 0, stage, file, engine, event: event.name, ...more, ...missing });
  }

  event(event: EngineEvent): void {
    if (this.#count === 0) {
      this.started({ missingLayers: [] });
    }
    this.#failed ||= event.type === 'error';
    // The sandbox masks its own events; what an engine says of a file or a process may quote secrets too.
    this.#number(event.type === 'error' ? new Redaction(secretValues(this.#request)).event(event) : event);
  }

  done(outcome: RunOutcome): void {
    this.#ended = this.end(outcome);
  }

  /** Whether the run went well. Reports its end, unless that is known already. */
  end(outcome: RunOutcome): { ok: boolean } {
    if (this.#ended) {
      return this.#ended;
    }
    if (this.#count === 0) {
      this.started({ missingLayers: [] });
    }
    const cancelled = this.#signal.aborted;
    const ok = outcome.ok && !this.#failed && !cancelled;
    const { durationMs, rssMb } = outcome;
    this.#number({ type: 'run.end', t: durationMs, ok, durationMs, rssMb, ...(cancelled && { cancelled }) });
    return { ok };
  }

  #number(event: EngineEvent): void {
    this.#count += 1;
    const { type, t, ...fields } = event;
    this.#onEvent({ v: 1, run: this.#run, seq: this.#count, t, type, ...fields } as SimulationEvent);
  }
}
