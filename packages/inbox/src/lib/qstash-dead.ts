import type { DeadMessage } from '@hooklatch/core/store';
import { toDeadMessage, type DeadBox } from './hosted-dead.ts';
import { readEnvelope, type Death, type Envelope } from './hosted-envelope.ts';
import type { QstashDeadMessage, QstashLike } from './qstash-client.ts';

/** QStash lists no more at once. */
const pageSize = 100;

/**
 * QStash's own dead letters, those of one URL.
 *
 * @param client - of QStash
 * @param url - where the messages were to go
 */
export function createQstashDead(client: QstashLike, url: string): DeadBox {
  return {
    async list(limit, offset) {
      const dead: DeadMessage[] = [];
      let cursor: string | undefined;
      do {
        const page = await client.dlq.listMessages({
          count: pageSize,
          filter: { url },
          ...(cursor && { cursor }),
        });
        for (const one of page.messages) {
          const envelope = readOwn(one);
          if (envelope) dead.push(toDeadMessage(envelope.message, deathOf(one, envelope)));
        }
        cursor = page.cursor;
      } while (cursor && dead.length < offset + limit);
      return dead.slice(offset, offset + limit);
    },
    async find(id) {
      const { messages } = await client.dlq.listMessages({ count: pageSize, filter: { url, label: id } });
      for (const one of messages) {
        const envelope = readOwn(one);
        if (envelope?.message.id !== id) continue;
        return { envelope, place: one.dlqId, remove: () => client.dlq.delete(one.dlqId) };
      }
      return undefined;
    },
  };
}

/** What is not of an inbox is left where it is. */
function readOwn({ body }: QstashDeadMessage): Envelope | undefined {
  try {
    return readEnvelope(body);
  } catch {
    return undefined;
  }
}

/** What the receiver said of it last; what QStash gave up by itself is told by the answer. */
function deathOf(dead: QstashDeadMessage, { spent }: Envelope): Death {
  const { dlqId, createdAt, maxRetries = 0, responseStatus, responseBody } = dead;
  const said = responseBody === undefined ? undefined : readDeath(responseBody);
  if (said) return said;
  // The id of a dead letter begins with its time.
  const time = /^(\d{13})-/.exec(dlqId)?.[1];
  return {
    reason: `QStash gave up: its last delivery was answered ${responseStatus ?? 'nothing'}.`,
    diedAt: time === undefined ? createdAt : Number(time),
    attempts: spent + maxRetries + 1,
  };
}

/** As the receiver answers for a message that is dead. */
export function writeDeath(death: Death): string {
  return JSON.stringify(death);
}

function readDeath(text: string): Death | undefined {
  try {
    const { reason, diedAt, attempts } = JSON.parse(text) as Partial<Death>;
    const isWhole = typeof reason === 'string' && typeof diedAt === 'number' && typeof attempts === 'number';
    return isWhole ? { reason, diedAt, attempts } : undefined;
  } catch {
    return undefined;
  }
}
