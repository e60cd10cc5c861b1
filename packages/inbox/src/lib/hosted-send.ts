import type { InboxMessage } from '@hooklatch/core/store';
import type { HostedBodies } from './hosted-bodies.ts';
import { sizeOf, type Envelope } from './hosted-envelope.ts';

/** What is handed to a queue service. */
export interface Letter {
  readonly text: string;
  /** The service forgets a second one with the same, where it can. */
  readonly dedupeId: string;
  /** How long it is kept back. */
  readonly delayMs: number;
  readonly message: InboxMessage;
}

/** What became of a letter: undefined where the service has it for good. */
export type Sent = { readonly error: unknown } | undefined;

/** What a queue service is, as far as all of them are alike. */
export interface QueueService {
  /** For messages to the programmer. */
  readonly name: string;
  /** The largest text, in bytes. */
  readonly largestBytes: number;
  /** Never rejects. */
  send(letters: readonly Letter[]): Promise<readonly Sent[]>;
}

/** An envelope that is to be sent. */
export interface Outgoing {
  readonly envelope: Envelope;
  readonly dedupeId: string;
  readonly delayMs?: number;
}

/** Sends envelopes. */
export interface Sender {
  /** Never rejects. */
  sendAll(outgoing: readonly Outgoing[]): Promise<readonly Sent[]>;
  /** Rejects where it is not durable. */
  send(outgoing: Outgoing): Promise<void>;
}

/** Makes what sends envelopes, with their bodies where those fit. */
export function createSender(service: Pick<QueueService, 'send'>, bodies: HostedBodies): Sender {
  const toLetter = async ({ envelope, dedupeId, delayMs = 0 }: Outgoing): Promise<Letter> => {
    const text = await bodies.pack(envelope);
    return { text, dedupeId, delayMs, message: envelope.message };
  };
  const sendAll: Sender['sendAll'] = async (outgoing) => {
    const packed = await Promise.allSettled(outgoing.map(toLetter));
    const letters = packed.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const sent = letters.length === 0 ? [] : await service.send(letters);
    let at = 0;
    return packed.map((one) => (one.status === 'rejected' ? { error: one.reason as unknown } : sent[at++]));
  };
  return {
    sendAll,
    async send(outgoing) {
      const [failed] = await sendAll([outgoing]);
      if (failed) throw failed.error;
    },
  };
}

/**
 * Divides what is to be sent into as few requests as a service takes.
 *
 * @param letters - in order
 * @param most - how many there may be in one, and how many bytes their texts may have
 */
export function toBatches(
  letters: readonly Letter[],
  most: { readonly count: number; readonly bytes: number },
): readonly (readonly Letter[])[] {
  const batches: Letter[][] = [];
  let bytes = 0;
  for (const letter of letters) {
    const size = sizeOf(letter.text);
    const last = batches.at(-1);
    if (last && last.length < most.count && bytes + size <= most.bytes) {
      last.push(letter);
      bytes += size;
    } else {
      batches.push([letter]);
      bytes = size;
    }
  }
  return batches;
}
