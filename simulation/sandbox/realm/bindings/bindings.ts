import type { DeclaredBinding } from '../command';
import { AnalyticsEngineDataset } from './analyticsEngine';
import { type BindingContext, codeOf } from './context';
import { D1Database } from './d1';
import { DurableObjectNamespace } from './durableObjects';
import { fixtureBinding, fixtureKinds, hyperdrive } from './fixtures';
import { KVNamespace } from './kv';
import { Queue } from './queue';
import { R2Bucket } from './r2';
import { RateLimit } from './rateLimit';
import { recordedBinding } from './recorded';
import { service } from './service';
import { VectorizeIndex } from './vectorize';

/** Makes a binding; `saved` is what one of the same kind saved in a run before. */
type Maker = (declared: DeclaredBinding, context: BindingContext, saved: unknown) => unknown;

const rateLimit: Maker = (declared, _context, saved) => new RateLimit(declared, saved);

/** The kinds that compute an answer, by the manifest's key path. Every other kind answers from fixtures or records. */
const makers: Readonly<Record<string, Maker>> = {
  kv_namespaces: (declared, _context, saved) => new KVNamespace(declared, saved),
  d1_databases: (declared) => new D1Database(declared),
  r2_buckets: (declared, _context, saved) => new R2Bucket(declared, saved),
  analytics_engine_datasets: (declared) => new AnalyticsEngineDataset(declared),
  'queues.producers': (declared) => new Queue(declared),
  ratelimits: rateLimit,
  'unsafe.bindings': (declared, context, saved) =>
    declared.fields.type === 'ratelimit' ? rateLimit(declared, context, saved) : recordedBinding(declared),
  vectorize: (declared, _context, saved) => new VectorizeIndex(declared, saved),
  'durable_objects.bindings': (declared, context, saved) => {
    const found = codeOf(declared, context);
    return 'value' in found
      ? new DurableObjectNamespace(declared, found.value, context, saved)
      : recordedBinding(declared, found.problem);
  },
  services: service,
  workflows: (declared) => recordedBinding(declared, declared.missing ?? 'Workflows run on the workerd engine.'),
  hyperdrive,
  version_metadata: () => ({ id: 'simulation', tag: '', timestamp: new Date().toISOString() }),
};

/** `params.infra`: a binding of each declared kind. */
export function makeBindings(
  declared: readonly DeclaredBinding[],
  context: BindingContext,
  saved: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const infra: Record<string, unknown> = {};
  for (const each of declared) {
    const make = makers[each.kind] ?? (fixtureKinds[each.kind] ? fixtureBinding : recorded);
    infra[each.name] = make(each, context, saved[each.name]);
  }
  return infra;
}

const recorded: Maker = (declared) => recordedBinding(declared);

/** What bindings hold at the end of a run: as JSON for a run that goes on, and as entries to be shown. */
export function saveBindings(infra: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const saved: Record<string, unknown> = {};
  for (const [name, binding] of Object.entries(infra)) {
    const state = stateOf(binding);
    if (state !== undefined) {
      saved[name] = state;
    }
  }
  return saved;
}

function stateOf(binding: unknown): unknown {
  for (const kind of [KVNamespace, R2Bucket, RateLimit, VectorizeIndex, DurableObjectNamespace]) {
    if (binding instanceof kind) {
      return (kind.save as (binding: unknown) => unknown)(binding);
    }
  }
  return undefined;
}

/** An entry that a store holds when a run ends. */
export interface KeptEntry {
  readonly key: string;
  readonly value: unknown;
  readonly [detail: string]: unknown;
}

/** The entries that a store holds, to be shown; `undefined` for a binding that is no store. */
export function entriesOf(binding: unknown): readonly KeptEntry[] | undefined {
  for (const kind of [KVNamespace, R2Bucket, DurableObjectNamespace]) {
    if (binding instanceof kind) {
      return (kind.entries as (binding: unknown) => KeptEntry[])(binding);
    }
  }
  return undefined;
}
