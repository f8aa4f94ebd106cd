// Simulations as the extension runs them: in a sandbox process of their own, from the code that was just saved.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectRoot } from '../servers/contenders.mjs';

const file = 'playground/edge/tag.js';
const code = `const { payload, userId, infra } = params;
const rows = await infra.DB.prepare('SELECT name FROM customers WHERE id = ?1').bind(userId).all();
await infra.CACHE.put('last:' + userId, JSON.stringify(payload.data), { expirationTtl: 3600 });
infra.EVENTS.writeDataPoint({ indexes: [userId], blobs: [payload.eventName], doubles: [rows.results.length] });
params.logger.log(payload.eventName, await infra.CACHE.get('last:' + userId));
await params.requestHandler('https://collect.example/events', { method: 'POST', body: JSON.stringify(payload) });
`;
const sandbox = join(projectRoot, 'dist/simulation.js');
const bindings = [
  { name: 'CACHE', kind: 'kv_namespaces', fields: {} },
  { name: 'DB', kind: 'd1_databases', fields: {} },
  { name: 'EVENTS', kind: 'analytics_engine_datasets', fields: {} },
];

/** The simulation's own functions, bundled from their source. */
async function simulation() {
  const outfile = join(projectRoot, 'out/bench/simulation.cjs');
  await build({
    stdin: {
      contents: `export { simulate } from './simulation/simulate';
        export { sampleEvents } from './simulation/samples';
        export { createSandboxPool } from './simulation/engines/sandboxPool';`,
      resolveDir: projectRoot,
      loader: 'ts',
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
  return createRequire(import.meta.url)(outfile);
}

/**
 * Times of runs, in ms: each in a process of its own, each from a process that waits, and three samples at once.
 * @param {number} times
 * @returns {Promise<{ started: number[], ready: number[], samples: number[] }>}
 */
export async function measureSimulation(times) {
  const { simulate, sampleEvents, createSandboxPool } = await simulation();
  const run = async (/** @type {string} */ name, /** @type {object} */ more = {}) => {
    const start = performance.now();
    const request = {
      file,
      code,
      stage: 'edge/tag',
      event: sampleEvents[name],
      bindings,
      variables: {},
      sandbox,
      ...more,
    };
    /** @type {any[]} */
    const events = [];
    const { ok } = await simulate(request, (/** @type {any} */ event) => events.push(event));
    if (!ok || !events.some(({ type }) => type === 'binding')) {
      throw new Error(`simulation: ${JSON.stringify(events.find(({ type }) => type === 'error') ?? events)}`);
    }
    return performance.now() - start;
  };
  const started = [];
  const samples = [];
  for (let i = 0; i < times; i++) {
    started.push(await run('Purchase'));
    samples.push(
      Math.max(
        ...(await Promise.all(
          Object.keys(sampleEvents)
            .slice(0, 3)
            .map((name) => run(name)),
        )),
      ),
    );
  }
  const pool = createSandboxPool(sandbox);
  const ready = [];
  for (let i = 0; i < times; i++) {
    await new Promise((resolve) => setTimeout(resolve, 300));
    ready.push(await run('Purchase', { pools: { sandboxes: pool } }));
    pool.release();
  }
  pool.dispose();
  return { started, ready, samples };
}
