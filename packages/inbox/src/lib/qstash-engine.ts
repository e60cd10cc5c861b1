import type { Webhook } from '@hooklatch/core';
import type { QstashInboxOptions } from '../qstash.ts';
import type { InboxEngine } from './engine.ts';
import { createDeadLetters } from './hosted-dead.ts';
import { createHosted, toSeconds } from './hosted-inbox.ts';
import { createPushWorkers } from './hosted-push.ts';
import { toBatches, type Letter, type Sent } from './hosted-send.ts';
import type { QstashLike, QstashRequest } from './qstash-client.ts';
import { createQstashDead } from './qstash-dead.ts';
import { createReceiver } from './qstash-receiver.ts';
import { createQstashRest } from './qstash-rest.ts';

/** In bytes: what every plan takes. */
const freeBytes = 1_000_000;
/** Messages of one request. */
const largestBatch = 100;

/**
 * An engine over QStash, and what QStash delivers to.
 *
 * @throws TypeError where an option cannot be used
 */
export function qstashEngine(options: QstashInboxOptions): {
  readonly engine: InboxEngine;
  readonly receiver: Webhook;
} {
  const { url, flowControl, retries = 3, maxMessageBytes: largestBytes = freeBytes } = options;
  const client = toClient(options);
  if (!/^https?:\/\//.test(url ?? ''))
    throw new TypeError('url is where QStash delivers: it begins with https://.');
  if (!Number.isInteger(retries) || retries < 0) throw new TypeError(`retries cannot be ${retries}.`);
  if (!(largestBytes > 0)) throw new TypeError(`maxMessageBytes cannot be ${largestBytes}.`);
  const send = createPublish(client, { url, flowControl, retries, largestBytes });
  const hosted = createHosted({ name: 'QStash', largestBytes, send }, options);
  const { store, sender, bodies } = hosted;
  const workers = createPushWorkers();
  const controlled = (): string => {
    if (flowControl) return flowControl.key;
    throw new TypeError('QStash pauses by a key: give qstashInbox flowControl.');
  };
  const engine: InboxEngine = {
    ...hosted,
    ...createDeadLetters({ box: createQstashDead(client, url), store, sender, bodies }),
    work: workers.work,
    async stats() {
      const found = flowControl && (await client.flowControl.get(flowControl.key));
      const { waitListSize: waiting, parallelismCount: active } = found ?? {};
      return { waiting, delayed: undefined, active, dead: undefined };
    },
    pause: async () => void (await client.flowControl.pause(controlled())),
    resume: async () => void (await client.flowControl.resume(controlled())),
    migrate: async () => {},
    close: async () => {},
  };
  return { engine, receiver: createReceiver(options, { ...hosted, workers, largestBytes, retries }) };
}

function toClient(options: QstashInboxOptions): QstashLike {
  if ('client' in options && options.client) {
    if (typeof options.client.batch !== 'function')
      throw new TypeError('qstashInbox wants a Client of @upstash/qstash as its client.');
    return options.client;
  }
  if (!('token' in options) || !options.token) throw new TypeError('Give qstashInbox a client, or a token.');
  return createQstashRest(options);
}

interface Publishing extends Pick<QstashInboxOptions, 'url' | 'flowControl'> {
  readonly retries: number;
  readonly largestBytes: number;
}

/** Makes what publishes, and never rejects. */
function createPublish(
  client: QstashLike,
  { url, flowControl, retries, largestBytes }: Publishing,
): (letters: readonly Letter[]) => Promise<readonly Sent[]> {
  const toRequest = ({ text, dedupeId, delayMs, message }: Letter): QstashRequest => ({
    url,
    body: text,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    retries,
    deduplicationId: dedupeId,
    ...(delayMs > 0 && { delay: toSeconds(delayMs) }),
    label: message.id,
    ...(flowControl && { flowControl: { ...flowControl } }),
  });
  const publish = async (letters: readonly Letter[]): Promise<readonly Sent[]> => {
    try {
      const answers = await client.batch(letters.map(toRequest));
      return letters.map((_, at) => toSent(answers[at]));
    } catch (error) {
      return letters.map(() => ({ error }));
    }
  };
  return async (letters) => {
    const batches = toBatches(letters, { count: largestBatch, bytes: largestBytes });
    return (await Promise.all(batches.map(publish))).flat();
  };
}

/** Of a batch each message is answered for itself. */
function toSent(answer: unknown): Sent {
  const { messageId } = (answer ?? {}) as { messageId?: unknown };
  return typeof messageId === 'string'
    ? undefined
    : { error: new Error('QStash has not taken the message.') };
}
