import { sampleEvents } from '../samples';
import type { SandboxCommand } from '../sandbox/command';
import type { DeclaredBinding } from '../sandbox/realm/command';
import { type StageParams, stageParams } from '../stageParams';
import { outputLimits } from './limits';
import { sandboxCommand } from './sandboxCommand';

// What engines run while they wait: a stage's own run is faster when all that it needs has been compiled and used before.

/** What stages do most. */
const plain = `const { payload, userId, user } = params;
params.logger.log(payload.eventName, userId, user);
const url = new URL('https://shop.example/path?a=1');
url.searchParams.set('b', crypto.randomUUID());
const body = JSON.stringify({ ...payload, token: 't' });
const response = await params.requestHandler(url.href, { method: 'POST', headers: { Authorization: 'a' }, body });
await new Promise((resolve) => setTimeout(resolve, 1));
await fetch(url);
console.log(response);
`;
const withBindings = `const { infra } = params;
await infra.CACHE.put('key', 'value', { expirationTtl: 3600, metadata: { a: 1 } });
const cached = await infra.CACHE.get('key');
const rows = await infra.DB.prepare('SELECT name FROM table WHERE id = ?1').bind(cached).all();
await infra.FILES.put('file', 'text');
await infra.JOBS.send(params.payload);
infra.EVENTS.writeDataPoint({ indexes: [cached], blobs: [cached], doubles: [rows.results.length] });
`;
const code = (statements: string) => `${statements}return { url: 'https://shop.example', number: 1 };`;

const bindings: readonly DeclaredBinding[] = [
  { name: 'CACHE', kind: 'kv_namespaces', fields: {} },
  { name: 'DB', kind: 'd1_databases', fields: {} },
  { name: 'FILES', kind: 'r2_buckets', fields: {} },
  { name: 'EVENTS', kind: 'analytics_engine_datasets', fields: {} },
  { name: 'JOBS', kind: 'queues.producers', fields: {} },
];

/** The command for a sandbox that waits. */
export function rehearsalInSandbox(): SandboxCommand {
  return command(code(`${plain}${withBindings}`), bindings);
}

/** The command for a workerd that waits, with the bindings of the run to come: nothing is stored in them. */
export function rehearsalOnWorkerd(declared: readonly DeclaredBinding[]): SandboxCommand {
  return command(code(plain), declared);
}

function command(code: string, declared: readonly DeclaredBinding[]): SandboxCommand {
  const stage = 'edge/tag';
  const event = sampleEvents.Purchase;
  // A stage that is always there.
  const params = stageParams(stage, event) as StageParams;
  const request = {
    file: 'rehearsal.js',
    code,
    stage,
    event,
    bindings: declared,
    variables: { KEY: 'a secret' },
    sandbox: '',
  };
  const run = { request, params, timeoutMs: 0, signal: new AbortController().signal };
  return { ...sandboxCommand(run, outputLimits), isRehearsal: true };
}
