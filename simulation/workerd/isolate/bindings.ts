import { AnalyticsEngineDataset } from '../../sandbox/realm/bindings/analyticsEngine';
import { BindingCalls } from '../../sandbox/realm/bindings/call';
import type { BindingContext } from '../../sandbox/realm/bindings/context';
import { fixtureBinding, fixtureKinds, hyperdrive } from '../../sandbox/realm/bindings/fixtures';
import { Queue } from '../../sandbox/realm/bindings/queue';
import { RateLimit } from '../../sandbox/realm/bindings/rateLimit';
import { recordedBinding } from '../../sandbox/realm/bindings/recorded';
import { VectorizeIndex } from '../../sandbox/realm/bindings/vectorize';
import type { DeclaredBinding } from '../../sandbox/realm/command';
import { d1Database } from './d1';
import { durableObjects } from './durableObjects';
import { emailSender } from './email';
import { imagesBinding } from './images';
import type { Infra } from './infra';
import { r2Bucket } from './r2';
import { service } from './service';
import { workflow } from './workflow';

type Maker = (declared: DeclaredBinding, infra: Infra, context: BindingContext, saved: unknown) => unknown;

/** What is real here; the rest computes, answers from fixtures or records as in the memory engine. */
const makers: Readonly<Record<string, Maker>> = {
  kv_namespaces: kvNamespace,
  d1_databases: d1Database,
  r2_buckets: r2Bucket,
  'durable_objects.bindings': durableObjects,
  services: service,
  workflows: workflow,
  images: imagesBinding,
  send_email: emailSender,
  analytics_engine_datasets: (declared) => new AnalyticsEngineDataset(declared),
  'queues.producers': (declared) => new Queue(declared),
  ratelimits: (declared, _infra, _context, saved) => new RateLimit(declared, saved),
  'unsafe.bindings': (declared, _infra, _context, saved) =>
    declared.fields.type === 'ratelimit' ? new RateLimit(declared, saved) : recordedBinding(declared),
  vectorize: (declared, _infra, _context, saved) => new VectorizeIndex(declared, saved),
  hyperdrive: (declared, _infra, context) => hyperdrive(declared, context),
  version_metadata: () => ({ id: 'simulation', tag: '', timestamp: new Date().toISOString() }),
};

/** `params.infra`: a binding of each declared kind. */
export function makeBindings(
  declared: readonly DeclaredBinding[],
  context: BindingContext,
  infra: Infra,
  saved: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return Object.fromEntries(
    declared.map((each) => {
      const make = makers[each.kind];
      const rest = () => (fixtureKinds[each.kind] ? fixtureBinding(each, context) : recordedBinding(each));
      return [each.name, make ? make(each, infra, context, saved[each.name]) : rest()];
    }),
  );
}

/** What the bindings hold that live in this isolate alone. */
export function saveBindings(infra: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const saved: Record<string, unknown> = {};
  for (const [name, binding] of Object.entries(infra)) {
    if (binding instanceof RateLimit) {
      saved[name] = RateLimit.save(binding);
    } else if (binding instanceof VectorizeIndex) {
      saved[name] = VectorizeIndex.save(binding);
    }
  }
  return saved;
}

const kvShows = new Set(['get', 'getWithMetadata', 'list']);

function kvNamespace(declared: DeclaredBinding, infra: Infra): unknown {
  const calls = new BindingCalls(declared, 'computed', { executed: true });
  const method =
    (op: string) =>
    (...args: unknown[]) =>
      calls.later(
        op,
        args,
        async () => {
          const answer = await infra.call(declared.name, op, args);
          return kvShows.has(op) ? answer : undefined;
        },
        {},
        op === 'list' ? (value) => (value as { keys: { name: string }[] }).keys.map(({ name }) => name) : undefined,
      );
  return Object.fromEntries(['get', 'getWithMetadata', 'put', 'delete', 'list'].map((op) => [op, method(op)]));
}
