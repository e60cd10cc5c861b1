import {
  createWebhook,
  type Delivery,
  type DeliveryReport,
  type Webhook,
  type WebhookOptions,
} from '../src/index.ts';
import {
  batchOf,
  defineProvider,
  hmac,
  writeDelivery,
  type Provider,
  type ProviderFactory,
} from '../src/provider.ts';

export interface AcmeEvents {
  'order.paid': { readonly type: 'order.paid'; readonly id: string; readonly total: number };
  'order.sent': { readonly type: 'order.sent'; readonly id: string };
}

export const secret = 'a secret of twenty bytes';
export const now = 1_767_225_600_000;

/** A provider that signs its timestamp and its body. */
export const acme: ProviderFactory<AcmeEvents> = defineProvider({
  name: 'acme',
  env: ['ACME_SECRET'],
  schemes: [
    hmac({
      content: '{timestamp}.{body}',
      timestamp: { header: 'x-acme-time' },
      signature: { header: 'x-acme-signature' },
    }),
  ],
  id: { field: 'id' },
  type: { field: 'type' },
  facts: { sources: [], confirmed: true, checked: '2026-11-22' },
});

/** acme, where a payload is a list of objects with an `id`, each an event of its own. */
export const acmeBatch: ProviderFactory<Record<string, { id: string }>> = defineProvider({
  ...acme().definition,
  batch: (event) =>
    batchOf(
      event,
      (event.payload as { id: string }[]).map((payload) => ({ id: payload.id, type: 'item', payload })),
    ),
});

export interface Written {
  readonly body?: string | Uint8Array;
  readonly type?: string;
  readonly id?: string;
  readonly time?: number;
  readonly secret?: string;
}

/** A delivery as acme would send it. */
export function write(written: Written = {}, provider: Provider = acme() as Provider): Promise<Delivery> {
  const { type = 'order.paid', id = 'evt_1', time = now } = written;
  const body = written.body ?? JSON.stringify({ id, type, total: 1 });
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const url = 'https://shop.example/hooks';
  return writeDelivery(provider, { secret: written.secret ?? secret, body: bytes, id, type, time, url });
}

/** A webhook of acme, and the reports it gave. */
export function recorded<Tx = unknown>(
  options: WebhookOptions<AcmeEvents, Tx> = {},
): {
  webhook: Webhook<AcmeEvents>;
  reports: DeliveryReport[];
} {
  const reports: DeliveryReport[] = [];
  const onDelivery = (report: DeliveryReport) => reports.push(report);
  return { webhook: createWebhook(acme({ secret }), { now: () => now, onDelivery, ...options }), reports };
}
