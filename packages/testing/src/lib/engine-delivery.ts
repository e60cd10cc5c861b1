import { createWebhook, type Delivery, type DeliveryReport, type WebhookOptions } from '@hooklatch/core';
import { deliveryHeaders, toBytes, writeDelivery, type Provider } from '@hooklatch/core/provider';
import type { InboxMessage, WebhookInbox } from '@hooklatch/core/store';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';

// Nothing of Node here: an engine can be tested where it runs.

/** The secrets of the endpoints, the current one first. */
export const engineSecrets = [
  'whsec_ZW5naW5lIGNvbnRyYWN0LCBjdXJyZW50',
  'whsec_ZW5naW5lIGNvbnRyYWN0LCBvbGRlciBvbmU=',
] as const;

/** The provider of the contract. */
export const standard: Provider = standardWebhooks({ secret: engineSecrets }) as Provider;

/** A delivery to an endpoint that keeps it. */
export interface Sent {
  /** (a random one) */
  readonly id?: string;
  /** (`order.paid`) */
  readonly type?: string;
  /** (`{ type }`) */
  readonly body?: Uint8Array;
  /** Before those that sign. (none) */
  readonly headers?: readonly (readonly [string, string])[];
  /** (the current one) */
  readonly secret?: string;
  /** Who signs. (Standard Webhooks) */
  readonly provider?: Provider;
  /** Who verifies. (who signs) */
  readonly verifiedBy?: Provider;
  /** The endpoint's name. (the provider's) */
  readonly endpoint?: string;
  /** When it is signed, in Unix milliseconds. (now) */
  readonly time?: number;
  /** What else the webhook is given. */
  readonly options?: WebhookOptions;
}

/** What came of a delivery. */
export interface Answer {
  readonly delivery: Delivery;
  readonly status: number;
  readonly outcome: DeliveryReport['outcome'] | undefined;
  readonly code: DeliveryReport['code'];
  /** What the inbox was given. */
  readonly message: InboxMessage;
}

/** Takes a signed delivery through a webhook that keeps it. */
export async function deliverTo(inbox: WebhookInbox, sent: Sent = {}): Promise<Answer> {
  const { provider = standard, verifiedBy = provider, endpoint: name, options = {} } = sent;
  const delivery = await signed(provider, sent);
  let report: DeliveryReport | undefined;
  let message: InboxMessage | undefined;
  const noting: WebhookInbox = {
    put(given) {
      message = given;
      return inbox.put(given);
    },
    replay: (id) => inbox.replay(id),
  };
  const webhook = createWebhook(verifiedBy, {
    name,
    maxBodyBytes: 2 ** 21,
    ...options,
    inbox: noting,
    onDelivery: (one) => void (report = one),
  });
  const { status } = await webhook.handle(delivery);
  const { outcome, code } = report ?? {};
  return { delivery, status, outcome, code, message: message as InboxMessage };
}

/** What a webhook gives its inbox, kept nowhere. */
export async function writeOnly(sent?: Sent): Promise<InboxMessage> {
  const nowhere: WebhookInbox = { put: async () => 'stored', replay: async () => false };
  return (await deliverTo(nowhere, sent)).message;
}

async function signed(provider: Provider, sent: Sent): Promise<Delivery> {
  const { id = `msg_${crypto.randomUUID()}`, type = 'order.paid', secret = engineSecrets[0] } = sent;
  const { body = toBytes(JSON.stringify({ type })), headers = [], time = Date.now() } = sent;
  const url = 'https://example.com/webhooks?from=contract';
  const delivery = await writeDelivery(provider, { secret, type, id, body, url, time });
  return { ...delivery, headers: deliveryHeaders([...headers, ...delivery.headers.entries()]) };
}
