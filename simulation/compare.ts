import type { SimulationEvent } from './events';
import type { SimulationRequest } from './request';
import { simulate } from './simulate';

type Comparison = Extract<SimulationEvent, { type: 'comparison' }>;

/**
 * Runs one stage on both engines, one after the other, and reports both runs and where they differ: requests, calls on
 * bindings, logs, what was returned, errors, and what stores hold. Never rejects.
 */
export async function compareEngines(
  request: SimulationRequest,
  onEvent: (event: SimulationEvent) => void,
  signal?: AbortSignal,
): Promise<{ ok: boolean; same: boolean }> {
  const runs: Record<string, SimulationEvent[]> = {};
  let ok = true;
  for (const engine of ['memory', 'workerd'] as const) {
    const events: SimulationEvent[] = [];
    runs[engine] = events;
    const report = (event: SimulationEvent) => {
      events.push(event);
      onEvent(event);
    };
    const result = await simulate({ ...request, engine }, report, signal);
    ok &&= result.ok;
  }
  const differences = differencesOf(runs.memory ?? [], runs.workerd ?? []);
  const same = differences.length === 0;
  onEvent({ v: 1, run: crypto.randomUUID(), seq: 1, t: 0, type: 'comparison', same, differences });
  return { ok, same };
}

/** What is compared of each type of event; what differs by nature, such as times and stacks, is left out. */
const compared: Readonly<Partial<Record<SimulationEvent['type'], readonly string[]>>> = {
  request: ['method', 'url', 'headers', 'body', 'via'],
  binding: ['name', 'op', 'args', 'sql', 'parameters', 'result', 'error'],
  identity: ['op', 'args'],
  log: ['level', 'args'],
  return: ['value', 'response'],
  error: ['name', 'message'],
  truncated: ['limit'],
};

function differencesOf(
  memory: readonly SimulationEvent[],
  workerd: readonly SimulationEvent[],
): Comparison['differences'] {
  const found: Comparison['differences'][number][] = [];
  for (const [type, fields] of Object.entries(compared)) {
    const mine = memory.filter((event) => event.type === type);
    const theirs = workerd.filter((event) => event.type === type);
    for (let index = 0; index < Math.max(mine.length, theirs.length); index += 1) {
      const [a, b] = [mine[index], theirs[index]];
      const [left, right] = [picked(a, fields), picked(b, fields)];
      const keys = fields.filter((field) => text(left?.[field]) !== text(right?.[field]));
      if (keys.length > 0 || !left || !right) {
        const event = (a ?? b) as { name?: string; op?: string; at?: Comparison['differences'][number]['at'] };
        const label = type === 'binding' ? ` (${event.name}.${event.op})` : '';
        const number = type === 'return' ? '' : ` ${index + 1}`;
        found.push({
          what: `${type}${number}${label}${left && right ? `: ${keys.join(', ')}` : ''}`,
          memory: left ? only(left, keys) : null,
          workerd: right ? only(right, keys) : null,
          ...(event.at && { at: event.at }),
        });
      }
    }
  }
  return found;
}

type Picked = Readonly<Record<string, unknown>>;

function picked(event: SimulationEvent | undefined, fields: readonly string[]): Picked | undefined {
  const given = event as Picked | undefined;
  return (
    given &&
    Object.fromEntries(fields.filter((field) => given[field] !== undefined).map((field) => [field, given[field]]))
  );
}

/** Only what differs, or all of what only one engine did. */
function only(object: Picked, keys: readonly string[]): Picked {
  return keys.length === 0 ? object : Object.fromEntries(keys.map((key) => [key, object[key] ?? null]));
}

/** Object keys in one order, so that only content counts. */
function text(value: unknown): string {
  return JSON.stringify(value, (_key, item) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
