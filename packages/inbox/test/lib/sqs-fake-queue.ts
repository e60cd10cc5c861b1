import { createHash, randomUUID } from 'node:crypto';

/** An error as SQS answers it. */
export class SqsFault extends Error {
  /** @param name - the error's type */
  constructor(name: string, message: string = name) {
    super(message);
    this.name = name;
  }
}

/** A message that a queue has. */
export interface Held {
  readonly id: string;
  readonly body: string;
  readonly group: string | undefined;
  visibleAt: number;
  received: number;
  /** The newest one; older ones end nothing. */
  receipt: string | undefined;
}

/** What a queue was sent. */
export interface FakeEntry {
  readonly Id: string;
  readonly MessageBody: string;
  readonly DelaySeconds?: number;
  readonly MessageGroupId?: string;
  readonly MessageDeduplicationId?: string;
}

/** In milliseconds: a FIFO queue knows a message again for as long. */
const fifoMs = 300_000;
/** What XML 1.0 has no character for is refused. */
const refused = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** As SQS writes it. */
export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** A queue. */
export interface FakeQueue {
  readonly held: Held[];
  send(entry: FakeEntry): string;
  receive(limit: number, visibility: number): readonly object[];
  /** With an older receipt nothing is deleted, and nobody is told. */
  delete(receipt: string): void;
  show(receipt: string, seconds: number): void;
  /** Ends every visibility timeout. */
  showAll(): void;
  /** Hands out so often to somebody who never answers. */
  vanish(times: number): void;
  /** Hands out once more what was sent, whatever became of it, as SQS may. */
  repeat(): void;
}

/** Makes a queue that does what the documentation of SQS says. */
export function createFakeQueue(isFifo: boolean): FakeQueue {
  const held: Held[] = [];
  const sent: Held[] = [];
  let vanishing = 0;
  const seen = new Map<string, { readonly id: string; readonly until: number }>();
  const find = (receipt: string): Held | undefined => {
    if (!receipt.startsWith('receipt-')) throw new SqsFault('ReceiptHandleIsInvalid');
    return held.find((one) => one.receipt === receipt);
  };
  const isFree = (one: Held, now: number): boolean =>
    one.visibleAt <= now &&
    // Of a group that has one in flight, or an earlier one, nothing is handed out.
    (!isFifo || held.find(({ group }) => group === one.group) === one);
  return {
    held,
    send(entry) {
      const { MessageBody: body, MessageGroupId: group, MessageDeduplicationId: dedupe = '' } = entry;
      if (refused.test(body)) throw new SqsFault('InvalidMessageContents');
      if (isFifo && (!group || !dedupe)) throw new SqsFault('MissingParameter');
      if (isFifo && entry.DelaySeconds !== undefined)
        throw new SqsFault('InvalidParameterValue', 'DelaySeconds');
      const delay = entry.DelaySeconds ?? 0;
      if (delay < 0 || delay > 900) throw new SqsFault('InvalidParameterValue', 'DelaySeconds');
      const known = isFifo ? seen.get(dedupe) : undefined;
      if (known && known.until > Date.now()) return known.id;
      const id = randomUUID();
      held.push({ id, body, group, visibleAt: Date.now() + delay * 1000, received: 0, receipt: undefined });
      sent.push({ ...held.at(-1) } as Held);
      if (isFifo) seen.set(dedupe, { id, until: Date.now() + fifoMs });
      return id;
    },
    receive(limit, visibility) {
      const now = Date.now();
      const taken = held.filter((one) => isFree(one, now)).slice(0, limit);
      if (taken[0] && vanishing > 0) {
        vanishing -= 1;
        taken[0].received += 1;
        return [];
      }
      return taken.map((one) => {
        one.received += 1;
        one.visibleAt = now + visibility * 1000;
        one.receipt = `receipt-${randomUUID()}`;
        return {
          MessageId: one.id,
          ReceiptHandle: one.receipt,
          Body: one.body,
          MD5OfBody: md5(one.body),
          Attributes: { ApproximateReceiveCount: String(one.received) },
        };
      });
    },
    delete(receipt) {
      const one = find(receipt);
      if (one) held.splice(held.indexOf(one), 1);
    },
    show(receipt, seconds) {
      if (seconds < 0 || seconds > 43_200) throw new SqsFault('InvalidParameterValue', 'VisibilityTimeout');
      const one = find(receipt);
      if (!one)
        throw new SqsFault('InvalidParameterValue', 'The message does not exist, or is not available.');
      if (one.visibleAt <= Date.now()) throw new SqsFault('MessageNotInflight');
      one.visibleAt = Date.now() + seconds * 1000;
    },
    showAll() {
      for (const one of held) one.visibleAt = 0;
    },
    vanish(times) {
      vanishing = times;
    },
    repeat() {
      held.push(...sent.map((one) => ({ ...one })));
    },
  };
}
