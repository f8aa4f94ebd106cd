import { parentPort, workerData } from 'node:worker_threads';
import type { MessageFromWorker, MessageToWorker, WorkerOptions } from './protocol';
import { TypeScriptService } from './service';

const service = new TypeScriptService(workerData as WorkerOptions);

parentPort?.on('message', (message: MessageToWorker) => {
  if (message.type === 'request') {
    parentPort?.postMessage(answer(message));
  } else {
    service.update(message);
  }
});

function answer({ id, method, params }: Extract<MessageToWorker, { type: 'request' }>): MessageFromWorker {
  try {
    return { id, answer: service.answer(method, params as never) };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
