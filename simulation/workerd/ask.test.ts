import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { ask } from './ask';

/** A server that answers every question in one way, and closes connections that it said it would keep. */
async function serverThat(answers: (response: ServerResponse) => void): Promise<URL> {
  const server = createServer((request, response) => {
    response.once('finish', () => setImmediate(() => request.socket.destroy()));
    request.resume().once('end', () => answers(response));
  });
  onTestFinished(() => {
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

test('a question is answered, though the connection of the one before is being closed', async () => {
  const address = await serverThat((response) => response.end('{"value":1}'));
  for (let number = 0; number < 20; number += 1) {
    expect(await ask(address, 'secret', {})).toBe(1);
  }
});

test.each([
  ['{"error":{"name":"TypeError","message":"no"}}', 'TypeError: no'],
  ['not JSON', 'Error: not JSON'],
])('an answer that is none is an error: %s', async (text, error) => {
  const address = await serverThat((response) => response.end(text));
  await expect(ask(address, 'secret', {}).catch(String)).resolves.toBe(error);
});
