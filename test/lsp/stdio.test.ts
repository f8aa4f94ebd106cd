import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { bundle } from '../support/temporaryFolder';

/** The built server and the bytes to and from it. */
function start() {
  const child = spawn(process.execPath, [bundle('server.js'), '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill());
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  return { child, output: () => output };
}

function framed(message: object): Buffer {
  const content = JSON.stringify({ jsonrpc: '2.0', ...message });
  return Buffer.from(`Content-Length: ${Buffer.byteLength(content)}\r\n\r\n${content}`);
}

const initialize = (rootUri: string | null) =>
  framed({ id: 1, method: 'initialize', params: { processId: process.pid, rootUri, capabilities: {} } });

const write = (child: ChildProcess, bytes: Buffer | string) =>
  new Promise<void>((resolve) => child.stdin?.write(bytes, () => setImmediate(resolve)));

it('reads a message that comes byte by byte, and two that come at once', async () => {
  const { child, output } = start();
  for (const byte of initialize('file:///läden/%C3%A9')) {
    await write(child, Buffer.from([byte]));
  }
  await expect.poll(output, { timeout: 10_000 }).toContain('"id":1');
  const hover = { textDocument: { uri: 'file:///a.js' }, position: { line: 0, character: 0 } };
  const questions = [2, 3].map((id) => framed({ id, method: 'textDocument/hover', params: hover }));
  await write(child, Buffer.concat(questions));
  await expect.poll(output, { timeout: 10_000 }).toMatch(/"id":2.*"id":3/s);
});

it('goes on after a message that is none', async () => {
  const { child, output } = start();
  await write(child, 'Content-Length: 9\r\n\r\n{"id": 1,');
  await write(child, 'Content-Type: text/plain\r\n\r\n');
  await write(child, initialize(null));
  await expect.poll(output, { timeout: 10_000 }).toContain('"id":1');
});

it('goes on after broken headers that come at once with a message', async () => {
  const { child, output } = start();
  const broken = ['Content-Type: text/plain\r\n\r\n', 'no header\r\n\r\n', 'Content-Length: many\r\n\r\n'];
  await write(child, Buffer.concat([...broken.map((each) => Buffer.from(each)), initialize(null)]));
  await expect.poll(output, { timeout: 10_000 }).toContain('"id":1');
});

it.each([
  ['ends with its client', [], 1],
  ['ends well when its client said so before', [framed({ id: 2, method: 'shutdown' })], 0],
] as const)('%s', async (_, last, code) => {
  const { child, output } = start();
  for (const bytes of [initialize(null), ...last]) {
    await write(child, bytes);
  }
  await expect.poll(output, { timeout: 10_000 }).toContain(`"id":${1 + last.length}`);
  child.stdin.end();
  expect((await once(child, 'exit'))[0]).toBe(code);
});
