import { createWebhook, type DeliveryReport, type Webhook, type WebhookOptions } from '@hooklatch/core';
import { writeDelivery } from '@hooklatch/core/provider';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';

const secret = 'whsec_YSBzZWNyZXQgb2YgdGhlIGFsZXJ0cw==';
const provider = standardWebhooks({ secret });

/** A webhook that is observed. */
export function observed(
  onDelivery: (report: DeliveryReport) => unknown,
  more: WebhookOptions = {},
): Webhook {
  return createWebhook(provider, { on: { '*': () => {} }, ...more, onDelivery });
}

/** Delivers an event; resolves to the status. */
export async function deliver(
  webhook: Webhook,
  id: string,
  type: string,
  data: unknown = {},
): Promise<number> {
  const body = new TextEncoder().encode(JSON.stringify({ type, data }));
  const url = 'https://example.com/webhooks';
  const delivery = await writeDelivery(provider, { secret, id, type, body, url, time: Date.now() });
  return (await webhook.handle(delivery)).status;
}

/** Delivers something that nobody has signed. */
export async function forge(webhook: Webhook): Promise<number> {
  const headers = {
    'webhook-id': 'x',
    'webhook-timestamp': `${Math.floor(Date.now() / 1000)}`,
    'webhook-signature': `v1,${'A'.repeat(43)}=`,
  };
  return (await webhook.fetch(new Request('https://example.com/', { method: 'POST', body: '{}', headers })))
    .status;
}
