import { lookup } from 'node:dns/promises';
import type { GatewayContext } from '../context.ts';
import type { Row } from '../database/schema.ts';
import type { AddressGuard } from '../outbound/address-guard.ts';
import { OutboundError } from '../outbound/outbound-error.ts';
import type { OpenDestination } from './destination-secrets.ts';
import type { AttemptResult } from './judge-attempt.ts';
import { openQueue, type HandOffDestination, type QueueDoor } from './open-queue.ts';
import type { WholeEvent } from './read-event.ts';
import { toInboxMessage } from './to-inbox-message.ts';

/** Puts events into the queues of applications. */
export interface HandOffs {
  put(
    destination: HandOffDestination,
    event: WholeEvent,
    forward: Pick<Row<'forwards'>, 'replay'>,
  ): Promise<Partial<AttemptResult>>;
  /** Reaches a queue, and says what it is. @throws Error where it cannot be reached */
  check(destination: HandOffDestination): Promise<void>;
  close(): Promise<void>;
}

/** What is told as a status where an engine took a message: it has none of its own. */
const accepted = 202;

/**
 * Makes what hands events on to BullMQ, pg-boss, SQS and QStash, as `@hooklatch/inbox` keeps them there: the
 * application's worker handles them without verifying anew.
 */
export function createHandOffs(context: GatewayContext, guard: AddressGuard): HandOffs {
  const doors = new Map<string, { readonly updatedAt: number; readonly door: Promise<QueueDoor> }>();
  const open = async (destination: HandOffDestination): Promise<QueueDoor> => {
    await guardHost(hostOf(destination), guard);
    return openQueue(destination, (text) => context.log.warn({ destination: destination.id }, text));
  };
  const doorOf = (destination: HandOffDestination): Promise<QueueDoor> => {
    const { id, row } = destination;
    const known = doors.get(id);
    if (known?.updatedAt === row.updated_at) return known.door;
    void known?.door.then((door) => door.close()).catch(() => {});
    const door = open(destination);
    doors.set(id, { updatedAt: row.updated_at, door });
    // What could not be opened is opened anew.
    door.catch(() => doors.delete(id));
    return door;
  };
  return {
    async put(destination, event, forward) {
      const message = await toInboxMessage(context, destination.config.endpoint, event, forward.replay);
      if (!message) {
        const error = 'The gateway has not proved this event itself, so that no worker could take it.';
        return { errorCode: 'no_proof', error, isFinal: true };
      }
      try {
        await (await doorOf(destination)).put(message);
        return { status: accepted };
      } catch (error) {
        if (error instanceof OutboundError) throw error;
        return { errorCode: 'queue_unavailable', error: toSentence(error) };
      }
    },
    async check(destination) {
      await (await doorOf(destination)).check();
    },
    async close() {
      const known = [...doors.values()];
      doors.clear();
      await Promise.allSettled(known.map(async ({ door }) => (await door).close()));
    },
  };
}

/** A library's message may hold a password of the connection. */
function toSentence(error: unknown): string {
  if (error instanceof TypeError) return error.message;
  const { code } = error as { code?: unknown };
  return typeof code === 'string'
    ? `The queue could not be reached: ${code.slice(0, 60)}.`
    : 'The queue did not take it.';
}

function hostOf({ kind, config }: HandOffDestination): string {
  if (kind === 'sqs') return new URL(config.queueUrl).hostname;
  if (kind === 'qstash') return new URL(config.baseUrl ?? 'https://qstash.upstash.io').hostname;
  return new URL(config.url).hostname;
}

/** The client of a queue connects by itself: its host is checked when it is opened. */
async function guardHost(hostname: string, guard: AddressGuard): Promise<void> {
  const found = await lookup(hostname.replace(/^\[|\]$/g, ''), { all: true });
  if (found.every(({ address }) => guard.isAllowed(address))) return;
  throw new OutboundError('private_address', 'The host has a private address, which is not allowed.');
}

/** Whether a destination is a queue. */
export function isHandOff(destination: OpenDestination): destination is HandOffDestination {
  return destination.kind !== 'http' && destination.kind !== 'listen';
}
