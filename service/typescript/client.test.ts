import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { temporaryFolder } from '../../test/support/temporaryFolder';
import { TypeScriptClient, type TypeScriptHealth } from './client';

const built = inject('builtWorker');
const path = '/shop/playground/edge/tag.js';
const state = {
  files: new Map([[path, 'params.nothing']]),
  declarations: new Map([['/shop', 'interface EdgeTagInfra {}']]),
};

/** A worker that ends at its first question, and is TypeScript's own once `marker` exists. */
const crashing = (marker: string) => `
  const { existsSync, writeFileSync } = require('node:fs');
  const { parentPort } = require('node:worker_threads');
  if (existsSync(${JSON.stringify(marker)})) require(${JSON.stringify(join(built, 'typescript.js'))});
  else parentPort.on('message', (messages) => {
    if (messages.some(({ type }) => type === 'request')) { writeFileSync(${JSON.stringify(marker)}, ''); process.exit(1); }
  });
`;

function client(worker: string) {
  const told: TypeScriptHealth[] = [];
  const typescript = new TypeScriptClient({
    worker,
    declarations: join(built, 'declarations'),
    onProblem: (health) => told.push(health),
  });
  return { typescript, told };
}

describe('a crash of TypeScript', () => {
  it('is survived once: the question is asked again', async () => {
    const folder = temporaryFolder();
    const worker = join(temporaryFolder({ 'worker.js': crashing(join(folder, 'crashed')) }), 'worker.js');
    const { typescript, told } = client(worker);
    const found = await typescript.request(state, 'diagnostics', { path });
    expect(found?.map(({ code }) => code)).toEqual([2339]);
    expect(told).toEqual(['restarted']);
    await typescript.stop();
  });

  it('is given up on the second time, and answers are empty', async () => {
    const source = "require('node:worker_threads').parentPort.on('message', () => process.exit(1))";
    const { typescript, told } = client(join(temporaryFolder({ 'worker.js': source }), 'worker.js'));
    expect(await typescript.request(state, 'diagnostics', { path })).toBeUndefined();
    expect(await typescript.request(state, 'hover', { path, offset: 0 })).toBeUndefined();
    expect(told).toEqual(['restarted', 'stopped']);
  });
});

it('a cancelled question is not answered', async () => {
  const { typescript } = client(join(built, 'typescript.js'));
  const listeners: (() => void)[] = [];
  const cancellation = {
    isCancellationRequested: false,
    onCancellationRequested: (listener: () => void) => listeners.push(listener),
  };
  const first = typescript.request(state, 'diagnostics', { path });
  const second = typescript.request(state, 'diagnostics', { path }, cancellation);
  for (const listener of listeners) {
    listener();
  }
  expect((await first)?.length).toBe(1);
  expect(await second).toBeUndefined();
  await typescript.stop();
});
