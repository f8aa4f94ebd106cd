import { limits } from '../../../../core/platform/limits';
import type { DeclaredBinding } from '../command';
import { bytesOf } from '../web/bytes';
import { encodeUtf8 } from '../web/encoding';
import { structuredClone } from '../web/structuredClone';
import { BindingCalls } from './call';

interface SendOptions {
  contentType?: unknown;
  delaySeconds?: unknown;
}

const messageBytes = limits['queues.producers'].messageBytes.value;
const batchBytes = limits['queues.producers'].batchBytes.value;
const batchMessages = limits['queues.producers'].batchMessages.value;
const longestDelay = limits['queues.producers'].delaySeconds.value;
const contentTypes: readonly unknown[] = ['text', 'bytes', 'json', 'v8'];

/** A queue's producer: messages are checked as the service does, recorded, and delivered to nobody. */
export class Queue {
  readonly #calls: BindingCalls;
  #count = 0;
  #bytes = 0;

  constructor(declared: DeclaredBinding) {
    this.#calls = new BindingCalls(declared, 'captured');
  }

  send(body: unknown, options?: SendOptions): Promise<unknown> {
    return this.#calls.async('send', options === undefined ? [body] : [body, options], () => {
      this.#take([sizeOf(body, options ?? {})]);
      return { metadata: { metrics: this.#metrics() } };
    });
  }

  sendBatch(messages: Iterable<SendOptions & { body: unknown }>, options?: SendOptions): Promise<unknown> {
    return this.#calls.async('sendBatch', options === undefined ? [messages] : [messages, options], () => {
      checkDelay(options?.delaySeconds);
      const sizes = [...messages].map((message) => sizeOf(message.body, message));
      if (sizes.length === 0) {
        throw new TypeError('sendBatch() requires at least one message.');
      }
      if (sizes.length > batchMessages) {
        throw new Error(
          `Queue sendBatch failed: batch message count of ${sizes.length} exceeds limit of ${batchMessages}`,
        );
      }
      const total = sizes.reduce((sum, size) => sum + size, 0);
      if (total > batchBytes) {
        throw new Error(`Queue sendBatch failed: batch size of ${total} bytes exceeds limit of ${batchBytes}`);
      }
      this.#take(sizes);
      return { metadata: { metrics: this.#metrics() } };
    });
  }

  metrics(): Promise<unknown> {
    return this.#calls.async(
      'metrics',
      [],
      () => this.#metrics(),
      (value) => value,
    );
  }

  #take(sizes: readonly number[]): void {
    for (const size of sizes) {
      this.#count += 1;
      this.#bytes += size;
    }
  }

  #metrics() {
    return { backlogCount: this.#count, backlogBytes: this.#bytes };
  }
}

/** The size of a message as it travels, in bytes. */
function sizeOf(body: unknown, { contentType = 'json', delaySeconds }: SendOptions): number {
  checkDelay(delaySeconds);
  if (!contentTypes.includes(contentType)) {
    throw new TypeError(`Unsupported queue message content type: ${contentType}`);
  }
  const size = bytesIn(body, contentType);
  if (size > messageBytes) {
    throw new Error(`Queue send failed: message length of ${size} bytes exceeds limit of ${messageBytes}`);
  }
  return size;
}

function bytesIn(body: unknown, contentType: unknown): number {
  if (contentType === 'text') {
    if (typeof body !== 'string') {
      throw new TypeError(`Content Type "text" requires a value of type string, but received: ${typeof body}`);
    }
    return encodeUtf8(body).length;
  }
  if (contentType === 'bytes') {
    const bytes = bytesOf(body);
    if (!bytes) {
      throw new TypeError(`Content Type "bytes" requires a value of type ArrayBuffer, but received: ${typeof body}`);
    }
    return bytes.length;
  }
  const text = contentType === 'json' ? JSON.stringify(body) : JSON.stringify(structuredClone(body) ?? null);
  if (text === undefined) {
    throw new TypeError(`A queue message of type "json" cannot be ${typeof body}.`);
  }
  return encodeUtf8(text).length;
}

function checkDelay(delaySeconds: unknown): void {
  if (delaySeconds === undefined || delaySeconds === null) {
    return;
  }
  const delay = Number(delaySeconds);
  if (!(delay >= 0 && delay <= longestDelay)) {
    throw new RangeError(`delaySeconds must be between 0 and ${longestDelay}, not ${delaySeconds}.`);
  }
}
