// Simulations as one feels them: through the runner, the process that VS Code asks for each of them, over its channel.
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { projectRoot } from '../servers/contenders.mjs';
import { median, percentile } from '../statistics.mjs';

/** @typedef {import('../../server/runner/protocol').RunnerMessage} RunnerMessage */

const stage = 'edge/tag';
const events = ['Purchase', 'PageView', 'AddToCart'];
const code = `const { payload, userId, infra } = params;
const rows = await infra.DB.prepare('SELECT name FROM customers WHERE id = ?1').bind(userId).all();
await infra.CACHE.put('last:' + userId, JSON.stringify(payload.data), { expirationTtl: 3600 });
infra.EVENTS.writeDataPoint({ indexes: [userId], blobs: [payload.eventName], doubles: [rows.results.length] });
params.logger.log(payload.eventName, await infra.CACHE.get('last:' + userId));
await params.requestHandler('https://collect.example/events', { method: 'POST', body: JSON.stringify(payload) });
`;
/** Within this project, whose Miniflare it then has. */
const destination = join(projectRoot, 'out/bench/destination');
const files = {
  'wrangler.toml': `name = "bench"
compatibility_date = "2025-06-01"
kv_namespaces = [{ binding = "CACHE", id = "1" }]
d1_databases = [{ binding = "DB", database_name = "db", database_id = "2" }]
analytics_engine_datasets = [{ binding = "EVENTS" }]
`,
  'migrations/0001_customers.sql': 'CREATE TABLE customers (id TEXT PRIMARY KEY, name TEXT);\n',
  'playground/edge/tag.js': code,
};
/** How long one looks at a result before the next run: what is to wait then has started. */
const pauseMs = { memory: 500, workerd: 2_500 };

/**
 * Everything that is measured of simulations, by metric, in ms.
 * @param {number} rounds
 * @param {(metric: string) => boolean} wants
 * @returns {Promise<Record<string, number>>}
 */
export async function measureSimulation(rounds, wants) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(destination, path)), { recursive: true });
    writeFileSync(join(destination, path), text);
  }
  try {
    return {
      ...(['simulation', 'simulationP95', 'simulationSamples'].some(wants) && (await measureRuns(rounds * 3))),
      ...(wants('simulationSandbox') && { simulationSandbox: await measureSandbox(rounds * 2) }),
      ...(['workerdCold', 'workerd'].some(wants) && hasMiniflare() && (await measureWorkerd(rounds))),
    };
  } finally {
    rmSync(destination, { recursive: true });
  }
}

/** @param {number} times */
async function measureRuns(times) {
  const runner = new Runner();
  const single = [];
  const samples = [];
  try {
    // Not counted: the run that starts the runner, and the one after which three sandboxes wait.
    await runner.run('Purchase', 'memory');
    await Promise.all(events.map((event) => runner.run(event, 'memory')));
    for (let i = 0; i < times; i++) {
      await pause('memory');
      samples.push(Math.max(...(await Promise.all(events.map((event) => runner.run(event, 'memory'))))));
    }
    for (let i = 0; i < times; i++) {
      await pause('memory');
      single.push(await runner.run('Purchase', 'memory'));
    }
  } finally {
    runner.stop();
  }
  return {
    simulation: median(single),
    simulationP95: percentile(single, 0.95),
    simulationSamples: median(samples),
  };
}

/** @param {number} times */
async function measureWorkerd(times) {
  const cold = [];
  const warm = [];
  for (let i = 0; i < times; i++) {
    const runner = new Runner();
    try {
      await runner.run('Purchase', 'memory');
      await pause('memory');
      cold.push(await runner.run('Purchase', 'workerd'));
      for (let j = 0; j < 2; j++) {
        await pause('workerd');
        warm.push(await runner.run('Purchase', 'workerd'));
      }
    } finally {
      runner.stop();
    }
  }
  return { workerdCold: median(cold), workerd: median(warm) };
}

/** @param {keyof typeof pauseMs} engine */
const pause = (engine) => new Promise((resolve) => setTimeout(resolve, pauseMs[engine]));

function hasMiniflare() {
  try {
    return createRequire(join(destination, 'wrangler.toml')).resolve('miniflare') !== '';
  } catch {
    return false;
  }
}

/** The built runner. */
class Runner {
  #process = spawn(process.execPath, [join(projectRoot, 'dist/cli.js'), 'simulate', '--serve'], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  #runs = 0;

  /**
   * Runs the stage; the time from the question until its result is told, in ms.
   * @param {string} event
   * @param {keyof typeof pauseMs} engine
   * @returns {Promise<number>}
   */
  run(event, engine) {
    this.#runs += 1;
    const id = this.#runs;
    const run = { root: destination, workingDirectory: destination, stage, event, engine };
    const start = performance.now();
    let bindings = 0;
    let text = '';
    /** @type {number | undefined} */
    let time;
    return new Promise((resolve, reject) => {
      const listener = (/** @type {RunnerMessage} */ message) => {
        if (!('id' in message) || message.id !== id) {
          return;
        }
        if (message.type === 'text') {
          text += message.text;
        } else if (message.type === 'event') {
          bindings += message.event.type === 'binding' ? 1 : 0;
          time = message.event.type === 'run.end' ? performance.now() - start : undefined;
        } else {
          this.#process.off('message', listener);
          time !== undefined &&
          message.type === 'ended' &&
          'ok' in message.outcome &&
          message.outcome.ok &&
          bindings === 4
            ? resolve(time)
            : reject(new Error(`simulation: ${text}`));
        }
      };
      this.#process.on('message', listener);
      this.#process.send({ type: 'start', id, run });
    });
  }

  stop() {
    if (this.#process.connected) {
      this.#process.disconnect();
    }
  }
}

/**
 * A run in a sandbox that is started for it: the time until its result, in ms.
 * @param {number} times
 */
async function measureSandbox(times) {
  const outfile = join(projectRoot, 'out/bench/simulation.cjs');
  await build({
    stdin: {
      contents: `export { simulate } from './simulation/simulate'; export { sampleEvents } from './simulation/samples';`,
      resolveDir: projectRoot,
      loader: 'ts',
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
  const { simulate, sampleEvents } = createRequire(import.meta.url)(outfile);
  const request = {
    file: 'playground/edge/tag.js',
    code,
    stage,
    event: sampleEvents.Purchase,
    bindings: [
      { name: 'CACHE', kind: 'kv_namespaces', fields: {} },
      { name: 'DB', kind: 'd1_databases', fields: {} },
      { name: 'EVENTS', kind: 'analytics_engine_datasets', fields: {} },
    ],
    variables: {},
    sandbox: join(projectRoot, 'dist/simulation.js'),
  };
  const found = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    let time = 0;
    const { ok } = await simulate(request, (/** @type {{ type: string }} */ { type }) => {
      time = type === 'run.end' ? performance.now() - start : time;
    });
    if (!ok) {
      throw new Error('simulation: the run in a sandbox failed');
    }
    found.push(time);
  }
  return median(found);
}
