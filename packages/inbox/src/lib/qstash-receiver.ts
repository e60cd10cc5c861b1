import { createWebhook, type Webhook, type WebhookEvent } from '@hooklatch/core';
import type { Reply } from '@hooklatch/core/provider';
import { upstashQstash } from '@hooklatch/providers/upstash-qstash';
import type { QstashInboxOptions } from '../qstash.ts';
import { toSeconds, type HostedParts } from './hosted-inbox.ts';
import type { Settling } from './hosted-lease.ts';
import { handlePushed, type PushWorkers } from './hosted-push.ts';
import { writeDeath } from './qstash-dead.ts';

/** What the receiver needs beside its options. */
export interface ReceiverParts extends HostedParts {
  readonly workers: PushWorkers;
  readonly largestBytes: number;
  readonly retries: number;
}

/** In milliseconds: QStash does as `Retry-After` says up to a day. */
const longestRetryMs = 86_400_000;
/** When QStash is to come again where nobody is at work, in seconds. */
const restSeconds = 5;

/** Makes what QStash delivers to: it verifies, has a worker handle the message, and says to QStash what becomes of it. */
export function createReceiver(
  { url, signingKeys, onDelivery }: Pick<QstashInboxOptions, 'url' | 'signingKeys' | 'onDelivery'>,
  { workers, largestBytes, retries, ...parts }: ReceiverParts,
): Webhook {
  const receive = async (event: WebhookEvent): Promise<Reply> => {
    const done = workers.take(async (work) => {
      const { headers, body } = event;
      const retried = Number(headers.get('upstash-retried') ?? 0);
      const text = new TextDecoder().decode(body);
      const answer = createAnswer(retried < retries);
      const id = headers.get('upstash-message-id') ?? '';
      await handlePushed(parts, work, { text, id, received: retried + 1 }, answer.settling);
      return answer.reply();
    });
    return done ?? later(restSeconds, 503);
  };
  const provider = upstashQstash({
    publicUrl: url,
    ...(signingKeys !== undefined && { secret: signingKeys }),
  });
  return createWebhook(provider, {
    name: 'hooklatch-inbox',
    // The message's own key decides, where it is handled.
    store: false,
    maxBodyBytes: largestBytes,
    onDelivery,
    on: { '*': receive },
  });
}

function later(seconds: number, status: number): Reply {
  return { status, headers: { 'retry-after': `${seconds}` }, body: '' };
}

/** Settles by what QStash is answered. */
function createAnswer(hasRetry: boolean): { readonly settling: Settling; reply(): Reply } {
  let reply: Reply = later(restSeconds, 500);
  return {
    reply: () => reply,
    settling: {
      ack() {
        reply = { status: 200, headers: {}, body: '' };
      },
      canRetry: (delayMs) => hasRetry && delayMs <= longestRetryMs,
      retry(delayMs) {
        reply = later(toSeconds(delayMs), 500);
      },
      bury({ death }) {
        const headers = { 'content-type': 'application/json', 'upstash-nonretryable-error': 'true' };
        reply = { status: 489, headers, body: writeDeath(death) };
      },
    },
  };
}
