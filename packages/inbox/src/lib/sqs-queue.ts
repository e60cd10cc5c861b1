import { toSeconds } from './hosted-inbox.ts';
import { toBatches, type Letter, type Sent } from './hosted-send.ts';
import { largestRequest, type SqsEntry, type SqsLike } from './sqs-client.ts';

/** Names the group of a message, in a FIFO queue or a fair one. */
export type SqsGroup = (message: Letter['message']) => string;

/** In seconds: SQS keeps a message back no longer. */
const longestDelay = 900;

/** FIFO queues have other rules, and are named so. */
export function isFifo(queueUrl: string): boolean {
  return queueUrl.endsWith('.fifo');
}

/**
 * Makes what sends to a queue.
 *
 * @param client - the application's
 * @param queueUrl - of the queue
 * @param group - (in a FIFO queue each message has a group of its own)
 * @returns what sends, and never rejects
 */
export function createSqsSend(
  client: SqsLike,
  queueUrl: string,
  group?: SqsGroup,
): (letters: readonly Letter[]) => Promise<readonly Sent[]> {
  const fifo = isFifo(queueUrl);
  const toEntry = ({ text, dedupeId, delayMs, message }: Letter, at: number): SqsEntry => ({
    Id: String(at),
    MessageBody: text,
    // A FIFO queue has one delay for all.
    ...(delayMs > 0 && !fifo && { DelaySeconds: Math.min(longestDelay, toSeconds(delayMs)) }),
    ...((fifo || group) && { MessageGroupId: group ? group(message) : message.id }),
    ...(fifo && { MessageDeduplicationId: dedupeId }),
  });
  const sendBatch = async (letters: readonly Letter[]): Promise<readonly Sent[]> => {
    try {
      const { Successful = [], Failed = [] } = await client.sendMessageBatch({
        QueueUrl: queueUrl,
        Entries: letters.map(toEntry),
      });
      const taken = new Set(Successful.map(({ Id }) => Id));
      const codes = new Map(Failed.map(({ Id, Code }) => [Id, Code]));
      return letters.map((_, at) => {
        const id = String(at);
        return taken.has(id) ? undefined : { error: new Error(`SQS has not taken it: ${codes.get(id)}.`) };
      });
    } catch (error) {
      return letters.map(() => ({ error }));
    }
  };
  return async (letters) => {
    const batches = toBatches(letters, { count: 10, bytes: largestRequest });
    return (await Promise.all(batches.map(sendBatch))).flat();
  };
}
