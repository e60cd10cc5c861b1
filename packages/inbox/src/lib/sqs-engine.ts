import type { SqsInboxOptions } from '../sqs.ts';
import type { InboxEngine } from './engine.ts';
import { createDeadLetters } from './hosted-dead.ts';
import { createHosted } from './hosted-inbox.ts';
import { createPause } from './hosted-pause.ts';
import { largestRequest } from './sqs-client.ts';
import { createSqsDead } from './sqs-dead.ts';
import { createSqsSend } from './sqs-queue.ts';
import { sqsWork } from './sqs-work.ts';

/** In bytes: what a message may grow by, with the reason of its death. */
const growth = 32_768;

/**
 * An engine over SQS.
 *
 * @throws TypeError where an option cannot be used
 */
export function sqsEngine(options: SqsInboxOptions): InboxEngine {
  const { client, queueUrl, deadLetterQueueUrl, groupId, waitSeconds = 20 } = options;
  const { maxMessageBytes = largestRequest } = options;
  if (typeof client?.sendMessageBatch !== 'function')
    throw new TypeError(
      'sqsInbox wants an SQS of @aws-sdk/client-sqs as its client; an SQSClient is another.',
    );
  for (const [name, url] of Object.entries({ queueUrl, deadLetterQueueUrl })) {
    if (typeof url !== 'string' || url === '') throw new TypeError(`Give sqsInbox a ${name}.`);
  }
  if (!(maxMessageBytes > 2 * growth && maxMessageBytes <= largestRequest))
    throw new TypeError(
      `maxMessageBytes cannot be ${maxMessageBytes}: it is from ${2 * growth} to ${largestRequest}.`,
    );
  if (!(waitSeconds >= 0 && waitSeconds <= 20)) throw new TypeError(`waitSeconds cannot be ${waitSeconds}.`);
  const send = createSqsSend(client, queueUrl, groupId);
  const hosted = createHosted({ name: 'SQS', largestBytes: maxMessageBytes - growth, send }, options);
  const { store, sender, bodies } = hosted;
  const pause = createPause(store, queueUrl);
  const count = async (url: string): Promise<readonly [visible: number, hidden: number]> => {
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const { Attributes = {} } = await client.getQueueAttributes({
      QueueUrl: url,
      AttributeNames: [...names],
    });
    return [Number(Attributes[names[0]] ?? 0), Number(Attributes[names[1]] ?? 0)];
  };
  return {
    ...hosted,
    ...createDeadLetters({ box: createSqsDead(client, deadLetterQueueUrl), store, sender, bodies }),
    work: async (work) => sqsWork({ ...options, ...hosted, pause, work }),
    async stats() {
      const [[waiting], [dead, seen]] = await Promise.all([count(queueUrl), count(deadLetterQueueUrl)]);
      // What is being handled and what waits for its next attempt are both invisible, and SQS counts them as one.
      return { waiting, delayed: undefined, active: undefined, dead: dead + seen };
    },
    pause: () => pause.set(true),
    resume: () => pause.set(false),
    migrate: async () => {},
    close: async () => {},
  };
}
