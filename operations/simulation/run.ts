import type { EnginePools } from '../../simulation/engines/pools';
import type { SimulationEvent } from '../../simulation/events';

/** What runs are made with. */
export interface Engines {
  /** The bundle `dist/simulation.js`; `workerd.js` lies beside it. */
  readonly sandbox: string;
  /** A folder of the user's for what V8 has compiled of Miniflare; without it, each workerd compiles it again. */
  readonly miniflareCache?: string | undefined;
  /** What has started already, and waits for runs. */
  readonly pools?: EnginePools | undefined;
}

/** How a caller follows a run, and ends it. */
export interface RunObserver {
  /**
   * Told before the first run starts, when nothing can be refused any more but a step of a scenario. `file` is the stage
   * file, relative to the root, where one stage runs.
   */
  readonly started?: (file?: string) => void;
  /** Told each event, in order, as it happens. */
  readonly event: (event: SimulationEvent) => void;
  /** When aborted, what runs is ended and reports its end. */
  readonly signal: AbortSignal;
}

/** How runs went. */
export interface RunResult {
  readonly ok: boolean;
  /** Whether some of what was asked for was not run, because the signal was aborted. */
  readonly isCutOff?: boolean;
}
