import type { WebhookStore } from '@hooklatch/core/store';
import { sizeOf, writeEnvelope, type Envelope } from './hosted-envelope.ts';

/** What is used of a place for bodies that a queue service is too small for: an R2 bucket, or anything like it. */
export interface BodyBucket {
  put(key: string, bytes: Uint8Array): Promise<unknown>;
  /** Resolves to nothing where there is no such key. */
  get(key: string): Promise<{ arrayBuffer(): Promise<ArrayBuffer> } | null | undefined>;
  delete(key: string): Promise<unknown>;
}

/** Bodies outside of the queue. */
export interface HostedBodies {
  /** The text to send; a body that is too big is written first. @throws TypeError where it has no place to go */
  pack(envelope: Envelope): Promise<string>;
  /** The envelope with its body; undefined where that is not there any more. */
  unpack(envelope: Envelope): Promise<Envelope | undefined>;
  /** Removes the body of a message that is finished. */
  remove(envelope: Envelope): Promise<void>;
  /** Removes the body of a message that an operator gives up: another copy of it is not finished by that. */
  discard(envelope: Envelope): Promise<void>;
  /** Whether the body was removed because the message was finished. */
  isFinished(envelope: Envelope): Promise<boolean>;
}

/** What bodies outside of the queue are made of. */
export interface HostedBodiesParts {
  /** The service's name, and the largest text that it takes, in bytes. */
  readonly service: { readonly name: string; readonly largestBytes: number };
  readonly bucket: BodyBucket | undefined;
  readonly store: WebhookStore;
  readonly retentionMs: number;
}

/** How long marking a body as finished may take, in milliseconds. */
const markMs = 10_000;

/**
 * Keeps bodies outside of the queue, one for each message, however often it is sent: what a crash has left over is
 * written over by the next delivery. Of two that share a body the first one that is finished removes it, and says so.
 */
export function createBodies({ service, bucket, store, retentionMs }: HostedBodiesParts): HostedBodies {
  const { name, largestBytes } = service;
  const place = (): BodyBucket => {
    if (bucket) return bucket;
    throw new TypeError(
      `${name} takes ${largestBytes} bytes, and this message is bigger: give the inbox bodies.`,
    );
  };
  const finished = (key: string): string => `${key}#finished`;
  return {
    async pack(envelope) {
      const text = writeEnvelope(envelope);
      if (envelope.bodyKey !== undefined || sizeOf(text) <= largestBytes) return text;
      const { message } = envelope;
      const bodyKey = `hooklatch/${message.id}`;
      await place().put(bodyKey, message.body);
      return writeEnvelope({ ...envelope, bodyKey, message: { ...message, body: new Uint8Array() } });
    },
    async unpack(envelope) {
      const { bodyKey, message } = envelope;
      if (bodyKey === undefined) return envelope;
      const found = await place().get(bodyKey);
      if (!found) return undefined;
      return { ...envelope, message: { ...message, body: new Uint8Array(await found.arrayBuffer()) } };
    },
    async remove({ bodyKey }) {
      if (bodyKey === undefined) return;
      // The queue may hand the message out once more: it must not look as if something were missing.
      const mark = await store.claim(finished(bodyKey), markMs);
      if (mark.state === 'claimed') await store.complete(finished(bodyKey), mark.token, retentionMs);
      await place().delete(bodyKey);
    },
    async discard({ bodyKey }) {
      if (bodyKey !== undefined) await place().delete(bodyKey);
    },
    async isFinished({ bodyKey }) {
      if (bodyKey === undefined) return false;
      const mark = await store.claim(finished(bodyKey), markMs);
      if (mark.state === 'claimed') await store.release(finished(bodyKey), mark.token);
      return mark.state === 'done';
    },
  };
}
