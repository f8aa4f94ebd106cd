import { sampleEvents } from '../samples';
import type { SandboxCommand } from '../sandbox/command';
import { stageParams } from '../stageParams';
import { memoryLimits } from './limits';
import { sandboxCommand } from './sandboxCommand';

const stage = 'edge/tag';
/** What stages do most. */
const code = `const { payload, userId, user, infra } = params;
params.logger.log(payload.eventName, userId, user);
await infra.CACHE.put('key', JSON.stringify(payload), { expirationTtl: 3600, metadata: { a: 1 } });
const cached = await infra.CACHE.get('key', 'json');
const rows = await infra.DB.prepare('SELECT name FROM table WHERE id = ?1').bind(userId).all();
await infra.FILES.put('file', 'text');
await infra.JOBS.send(payload);
infra.EVENTS.writeDataPoint({ indexes: [userId], blobs: [payload.eventName], doubles: [rows.results.length] });
const url = new URL('https://shop.example/path?a=1');
url.searchParams.set('b', crypto.randomUUID());
const body = JSON.stringify({ ...payload, token: 't', cached });
const response = await params.requestHandler(url.href, { method: 'POST', headers: { Authorization: 'a' }, body });
await new Promise((resolve) => setTimeout(resolve, 1));
await fetch(url);
console.log(response);
return { url, body };`;

const bindings = [
  { name: 'CACHE', kind: 'kv_namespaces', fields: {} },
  { name: 'DB', kind: 'd1_databases', fields: {} },
  { name: 'FILES', kind: 'r2_buckets', fields: {} },
  { name: 'EVENTS', kind: 'analytics_engine_datasets', fields: {} },
  { name: 'JOBS', kind: 'queues.producers', fields: {} },
];

/** What a sandbox runs while it waits: a stage's own run is faster when Node has seen all of it before. */
export function rehearsal(sandbox: string): SandboxCommand | undefined {
  const event = sampleEvents.Purchase;
  const params = stageParams(stage, event);
  if ('problem' in params) {
    return undefined;
  }
  const request = { file: 'rehearsal.js', code, stage, event, bindings, variables: { KEY: 'a secret' }, sandbox };
  const run = { request, params, timeoutMs: 0, signal: new AbortController().signal };
  return { ...sandboxCommand(run, memoryLimits), isRehearsal: true };
}
