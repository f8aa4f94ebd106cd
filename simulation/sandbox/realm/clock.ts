import { limits } from '../../../core/platform/limits';

// Time does not pass while a stage waits: the clock jumps to the next timer. Work takes the time that it takes.

interface Timer {
  readonly id: number;
  readonly run: () => unknown;
  readonly repeat: number | undefined;
  due: number;
}

/** How long timers still run after the stage returned, in milliseconds: what `waitUntil` grants on the platform. */
const graceMs = limits.workers.waitUntilSeconds.value * 1000;

const RealDate = Date;
const realNow = RealDate.now;
let origin = realNow();
let skipped = 0;
let timers: Timer[] = [];
let nextId = 1;
let returnedAt: number | undefined;

/** Milliseconds since the epoch, on the realm's clock. */
export function now(): number {
  return realNow() + skipped;
}

/** Milliseconds since the run began, on the realm's clock. */
export function elapsed(): number {
  return now() - origin;
}

/** Runs `run` after a delay on the realm's clock, again and again with `repeats`. Its number stops it. */
export function startTimer(run: () => unknown, delay: unknown, repeats = false): number {
  const ms = Math.max(Number(delay) || 0, repeats ? 1 : 0);
  const id = nextId;
  nextId += 1;
  timers.push({ id, run, due: now() + ms, repeat: repeats ? ms : undefined });
  return id;
}

/** Stops a timer; an unknown number is no error. */
export function stopTimer(id: unknown): void {
  timers = timers.filter((timer) => timer.id !== id);
}

/** How far the clock has jumped, in milliseconds. */
export function skippedMs(): number {
  return skipped;
}

/** A run begins, where the clock of the run before has stopped. To be called before anything looks at the clock. */
export function skipTo(ms: number): void {
  skipped = ms;
  // The realm may have waited for its run.
  origin = realNow();
}

/** From here on timers have only what the platform grants after a return, and intervals none of it. */
export function stageReturned(): void {
  returnedAt = now();
}

/** Jumps to the timer that is due next and takes it out. */
export function nextTimer(): (() => unknown) | undefined {
  const deadline = returnedAt === undefined ? Number.POSITIVE_INFINITY : returnedAt + graceMs;
  let next: Timer | undefined;
  for (const timer of timers) {
    const allowed = timer.due <= deadline && (returnedAt === undefined || timer.repeat === undefined);
    if (allowed && (!next || timer.due < next.due)) {
      next = timer;
    }
  }
  if (!next) {
    return undefined;
  }
  skipped += Math.max(next.due - now(), 0);
  if (next.repeat === undefined) {
    stopTimer(next.id);
  } else {
    next.due += next.repeat;
  }
  return next.run;
}

/** `Date` on the realm's clock. */
export const VirtualDate = new Proxy(RealDate, {
  apply: () => new RealDate(now()).toString(),
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
});
RealDate.prototype.constructor = VirtualDate;
