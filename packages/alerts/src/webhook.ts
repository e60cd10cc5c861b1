import { createWebhook } from '@hooklatch/core';
import { writeDelivery } from '@hooklatch/core/provider';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import type { AlertMessage } from './lib/alert-message.ts';
import type { Channel } from './lib/channel.ts';
import { toChannelUrl, toTimeout } from './lib/channel-url.ts';
import { postJson } from './lib/post.ts';

export type { Channel, SendOptions, SendResult } from './lib/channel.ts';
export type { AlertMessage } from './lib/alert-message.ts';

/** Options of {@link webhook}. */
export interface WebhookOptions {
  /** Where it is posted to. It is treated as a secret. */
  readonly url: string;
  /** Of Standard Webhooks, `whsec_…`; the receiver verifies with it. */
  readonly secret: string;
  /** What operators call it. (the host) */
  readonly label?: string | undefined;
  /** How long a send may take, in milliseconds. (10,000) */
  readonly timeoutMs?: number | undefined;
  /** Unix milliseconds. (`Date.now`) */
  readonly now?: (() => number) | undefined;
}

/** What is posted: a payload as Standard Webhooks has it. */
export interface WebhookPayload {
  /** Such as `alert.failure`. */
  readonly type: `alert.${AlertMessage['kind']}`;
  /** When it has happened. */
  readonly timestamp: string;
  readonly data: AlertMessage;
}

/**
 * Any receiver that verifies Standard Webhooks, such as an endpoint of this library.
 *
 * @param options - the URL, and the secret that it is signed with
 * @returns the channel
 * @throws TypeError where an option cannot be used
 * @example
 * ```ts
 * import { webhook } from '@hooklatch/alerts/webhook';
 *
 * export const channel = webhook({
 *   url: 'https://ops.example.com/webhooks/alerts',
 *   secret: process.env['ALERTS_SECRET'] ?? '',
 * });
 * ```
 */
export function webhook(options: WebhookOptions): Channel {
  const { url, secret, label, now = Date.now } = options;
  const { href, host } = toChannelUrl(url, 'webhook');
  const timeoutMs = toTimeout(options.timeoutMs);
  if (typeof secret !== 'string' || secret.startsWith('whpk_'))
    throw new TypeError('webhook needs a shared secret of Standard Webhooks, whsec_…, to sign with.');
  const provider = standardWebhooks({ secret });
  // It looks at the secret, and throws where nobody could verify with it.
  createWebhook(provider);
  return {
    kind: 'webhook',
    label: label ?? `Webhook (${host})`,
    targets: [],
    async send(message, given) {
      const payload = renderWebhook(message);
      const { body, headers } = await writeDelivery(provider, {
        url: href,
        body: new TextEncoder().encode(JSON.stringify(payload)),
        secret,
        id: message.id,
        type: payload.type,
        time: now(),
      });
      return postJson(
        {
          url: href,
          body,
          headers: Object.fromEntries(headers.entries()),
          timeoutMs,
          secrets: [secret],
          judge: (status) => ({ isPermanent: status === 410, isChannelBroken: status === 410 }),
        },
        given,
      );
    },
  };
}

/**
 * What is posted.
 *
 * @param message - what is said
 * @returns the body of the request, before it is JSON
 */
export function renderWebhook(message: AlertMessage): WebhookPayload {
  return {
    type: `alert.${message.kind}`,
    timestamp: new Date(message.occurredAt).toISOString(),
    data: message,
  };
}
