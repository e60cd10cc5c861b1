import type { DeadMessage } from '@hooklatch/core/store';
import { toDeadMessage, type DeadBox, type Found } from './hosted-dead.ts';
import { readEnvelope, type Envelope } from './hosted-envelope.ts';
import type { SqsLike, SqsMessage } from './sqs-client.ts';

/** How long a look hides what it has seen from others, in seconds, should its process end there. */
const lookSeconds = 30;
/** How many messages a look sees at most. */
const mostSeen = 1000;

interface Seen {
  readonly message: SqsMessage;
  readonly envelope: Envelope;
}

/**
 * Dead letters in a queue of their own. SQS has no list: a look receives what is there, and gives it back.
 *
 * @param client - the application's
 * @param queueUrl - of the dead letters
 */
export function createSqsDead(client: SqsLike, queueUrl: string): DeadBox {
  const giveBack = async (messages: readonly SqsMessage[]): Promise<void> => {
    await Promise.allSettled(
      messages.map(({ ReceiptHandle = '' }) =>
        client.changeMessageVisibility({ QueueUrl: queueUrl, ReceiptHandle, VisibilityTimeout: 0 }),
      ),
    );
  };
  /** Shows each message once, until `see` wants no more or nothing is left. */
  const look = async (see: (seen: Seen) => 'on' | 'keep' | 'enough'): Promise<void> => {
    const back: SqsMessage[] = [];
    const handles = new Set<string>();
    try {
      for (let isOver = false; !isOver && handles.size < mostSeen;) {
        const { Messages = [] } = await client.receiveMessage({
          QueueUrl: queueUrl,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: lookSeconds,
          // The longest of a second asks all of SQS's servers; without it some are left out.
          WaitTimeSeconds: 1,
          MessageSystemAttributeNames: ['ApproximateReceiveCount'],
        });
        isOver = Messages.length === 0;
        for (const message of Messages) {
          handles.add(message.MessageId ?? '');
          const envelope = isOver ? undefined : readOwn(message);
          const wish = envelope ? see({ message, envelope }) : 'on';
          if (wish !== 'keep') back.push(message);
          if (wish !== 'on') isOver = true;
        }
      }
    } finally {
      await giveBack(back);
    }
  };
  return {
    async list(limit, offset) {
      const dead = new Map<string, DeadMessage>();
      await look(({ message, envelope }) => {
        if (envelope.death)
          dead.set(message.MessageId ?? '', toDeadMessage(envelope.message, envelope.death));
        return 'on';
      });
      return [...dead.values()].toSorted((a, b) => a.diedAt - b.diedAt).slice(offset, offset + limit);
    },
    async find(id) {
      let found: Found | undefined;
      await look(({ message, envelope }) => {
        if (envelope.message.id !== id) return 'on';
        const { MessageId: place = '', ReceiptHandle = '' } = message;
        const remove = (): Promise<unknown> => client.deleteMessage({ QueueUrl: queueUrl, ReceiptHandle });
        found = { envelope, place, remove };
        return 'keep';
      });
      return found;
    },
  };
}

/** What is not of an inbox is left where it is. */
function readOwn({ Body }: SqsMessage): Envelope | undefined {
  try {
    return readEnvelope(Body);
  } catch {
    return undefined;
  }
}
