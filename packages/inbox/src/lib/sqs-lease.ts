import type { SqsInboxOptions } from '../sqs.ts';
import type { Verdict } from './engine.ts';
import { writeEnvelope } from './hosted-envelope.ts';
import { toSeconds, type HostedParts } from './hosted-inbox.ts';
import { readLease, settleLease, type HostedLease, type Settling } from './hosted-lease.ts';
import { longestVisibility, type SqsMessage } from './sqs-client.ts';
import { createSqsSend, isFifo } from './sqs-queue.ts';

/** What leases are made of. */
export interface SqsLeaseParts
  extends Pick<SqsInboxOptions, 'client' | 'queueUrl' | 'deadLetterQueueUrl' | 'groupId'>, HostedParts {}

/** A message that was received. */
export interface SqsLease extends HostedLease {
  readonly receipt: string;
  /** On this process's clock. */
  readonly receivedAt: number;
  /** Until when nobody else gets it. */
  heldUntil: number;
}

/** The visibility timeout as a lease. */
export interface SqsLeases {
  /** @returns undefined where the message is none of ours */
  read(message: SqsMessage, receivedAt: number, leaseMs: number): SqsLease | undefined;
  /** Resolves to whether the worker still had the message. */
  extend(lease: SqsLease, leaseMs: number): Promise<boolean>;
  /** Resolves to whether the worker still had the message. */
  settle(lease: SqsLease, verdict: Exclude<Verdict, { state: 'settled' }>): Promise<boolean>;
}

/** How long sending a message elsewhere may take, in seconds. */
const longestSettling = 30;

/** Makes leases of the messages of a queue. */
export function createSqsLeases(parts: SqsLeaseParts): SqsLeases {
  const { queueUrl } = parts;
  const toSettling = createSettling(parts);
  return {
    read({ Body: text, MessageId: id = '', ReceiptHandle: receipt = '', Attributes }, receivedAt, leaseMs) {
      try {
        const received = Number(Attributes?.ApproximateReceiveCount ?? 1);
        const lease = readLease({ text, id, received });
        return { ...lease, receipt, receivedAt, heldUntil: receivedAt + leaseMs };
      } catch (error) {
        // It comes again when its visibility timeout is over; the queue's redrive policy says how often.
        console.warn(`[hooklatch] A message of ${queueUrl} could not be read:`, error);
        return undefined;
      }
    },
    async extend(lease, leaseMs) {
      const asked = performance.now();
      if (asked > lease.heldUntil) return false;
      const isHeld = await change(parts, lease, toSeconds(leaseMs));
      if (isHeld) lease.heldUntil = asked + leaseMs;
      return isHeld;
    },
    async settle(lease, verdict) {
      // Another worker may have it, and its answer counts. SQS itself may delete it also for an older receipt.
      if (performance.now() > lease.heldUntil) return false;
      // What is sent elsewhere cannot be taken back.
      if (verdict.state === 'dead' || verdict.state === 'released') {
        if (!(await change(parts, lease, longestSettling))) return false;
      }
      return settleLease(parts, lease, verdict, toSettling(lease)).then(() => true, refuseReceipt);
    },
  };
}

function createSettling(parts: SqsLeaseParts): (lease: SqsLease) => Settling {
  const { client, queueUrl, deadLetterQueueUrl } = parts;
  const sendDead = createSqsSend(client, deadLetterQueueUrl);
  return (lease) => {
    const { receipt, receivedAt, message, id, attempt } = lease;
    const later = async (delayMs: number): Promise<void> => {
      const held = (performance.now() - receivedAt) / 1000;
      const seconds = Math.min(toSeconds(delayMs), Math.floor(longestVisibility - held));
      await client.changeMessageVisibility({
        QueueUrl: queueUrl,
        ReceiptHandle: receipt,
        VisibilityTimeout: seconds,
      });
    };
    const ack = (): Promise<unknown> => client.deleteMessage({ QueueUrl: queueUrl, ReceiptHandle: receipt });
    return {
      ack,
      canRetry: () => true,
      retry: later,
      // Sent anew it would come after those that it was before.
      ...(isFifo(queueUrl) && { release: later }),
      async bury(dead) {
        const dedupeId = `${message.id}-${id}-${attempt}`;
        const [failed] = await sendDead([{ text: writeEnvelope(dead), dedupeId, delayMs: 0, message }]);
        if (failed) throw failed.error;
        await ack();
      },
    };
  };
}

async function change(
  { client, queueUrl }: SqsLeaseParts,
  { receipt }: SqsLease,
  seconds: number,
): Promise<boolean> {
  const input = { QueueUrl: queueUrl, ReceiptHandle: receipt, VisibilityTimeout: seconds };
  return client.changeMessageVisibility(input).then(() => true, refuseReceipt);
}

/** Whether SQS says that somebody else has the message, or nobody: `false`. Anything else is thrown. */
function refuseReceipt(error: unknown): false {
  const { name } = (error ?? {}) as { name?: string };
  if (/MessageNotInflight|ReceiptHandleIsInvalid|InvalidParameterValue/.test(name ?? '')) return false;
  throw error;
}
