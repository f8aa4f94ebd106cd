import type { DeclaredBinding } from '../command';
import { AnalyticsEngineDataset } from './analyticsEngine';
import { D1Database } from './d1';
import { KVNamespace } from './kv';
import { Queue } from './queue';
import { R2Bucket } from './r2';
import { RateLimit } from './rateLimit';
import { recordedBinding } from './recorded';

type Maker = (declared: DeclaredBinding) => unknown;

const rateLimit: Maker = (declared) => new RateLimit(declared);

/** The kinds that compute an answer, by the manifest's key path. Every other kind records its calls. */
const makers: Readonly<Record<string, Maker>> = {
  kv_namespaces: (declared) => new KVNamespace(declared),
  d1_databases: (declared) => new D1Database(declared),
  r2_buckets: (declared) => new R2Bucket(declared),
  analytics_engine_datasets: (declared) => new AnalyticsEngineDataset(declared),
  'queues.producers': (declared) => new Queue(declared),
  ratelimits: rateLimit,
  'unsafe.bindings': (declared) => (declared.fields.type === 'ratelimit' ? rateLimit : recordedBinding)(declared),
  version_metadata: () => ({ id: 'simulation', tag: '', timestamp: new Date().toISOString() }),
};

/** `params.infra`: a binding of each declared kind. */
export function makeBindings(declared: readonly DeclaredBinding[]): Record<string, unknown> {
  const infra: Record<string, unknown> = {};
  for (const each of declared) {
    infra[each.name] = (makers[each.kind] ?? recordedBinding)(each);
  }
  return infra;
}
