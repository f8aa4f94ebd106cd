// Simulations as one feels them: through the runner, the process that VS Code asks for each of them, over its channel.
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { projectRoot } from '../servers/contenders.mjs';
import { percentile } from '../statistics.mjs';

/** @typedef {import('../../server/runner/protocol').RunnerMessage} RunnerMessage */

const stage = 'edge/tag';
const event = 'Purchase';
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
/** Between two runs, as a person reads a result: long enough for the next sandbox or workerd to start. */
const pauseMs = { memory: 500, workerd: 2_500 };

/** @param {import('./run.mjs').Run} run */
export async function measureSimulations({ options: { wants, rounds }, found, log }) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(destination, path)), { recursive: true });
    writeFileSync(join(destination, path), text);
  }
  try {
    if (wants('simulationP95')) {
      log('  simulations');
      found.add('simulationP95', 'ours', percentile(await runInMemory(rounds * 3), 0.95));
    }
    const onWorkerd = (wants('workerdCold') || wants('workerd')) && hasMiniflare() ? rounds : 0;
    for (let round = 1; round <= onWorkerd; round++) {
      log(`  simulations on workerd, ${round} of ${rounds}`);
      const { cold, warm } = await runOnWorkerd();
      found.add('workerdCold', 'ours', cold);
      found.add('workerd', 'ours', warm);
    }
  } finally {
    rmSync(destination, { recursive: true });
  }
}

/** @param {number} times */
async function runInMemory(times) {
  const runner = new Runner();
  const found = [];
  try {
    // Not counted: the run that starts the runner.
    await runner.run('memory');
    for (let i = 0; i < times; i++) {
      await pause('memory');
      found.push(await runner.run('memory'));
    }
  } finally {
    runner.stop();
  }
  return found;
}

/** The first run on workerd of a runner, and the next. */
async function runOnWorkerd() {
  const runner = new Runner();
  try {
    await runner.run('memory');
    await pause('memory');
    const cold = await runner.run('workerd');
    await pause('workerd');
    return { cold, warm: await runner.run('workerd') };
  } finally {
    runner.stop();
  }
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
   * @param {keyof typeof pauseMs} engine
   * @returns {Promise<number>}
   */
  run(engine) {
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
