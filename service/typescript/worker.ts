import { parentPort, workerData } from 'node:worker_threads';
import { isCancelled, type MessageFromWorker, type MessageToWorker, type WorkerData } from './protocol';
import { TypeScriptService } from './service';

const { cancelled, ...options } = workerData as WorkerData;
const service = new TypeScriptService(options);

/** Time for the first question to come before the worker starts to warm up. */
const idleMs = 50;

const timer = setTimeout(() => service.warmUp(), idleMs);

parentPort?.on('message', (messages: readonly MessageToWorker[]) => {
  clearTimeout(timer);
  for (const message of messages) {
    if (message.type === 'request') {
      parentPort?.postMessage(answer(message));
    } else {
      service.update(message);
    }
  }
});

function answer({ id, method, params }: Extract<MessageToWorker, { type: 'request' }>): MessageFromWorker {
  if (isCancelled(cancelled, id)) {
    return { id, answer: undefined };
  }
  try {
    return { id, answer: service.request(method, params as never) };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
