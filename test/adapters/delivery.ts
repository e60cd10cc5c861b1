import { createWebhook, type DeliveryReport, type Webhook, type WebhookOptions } from '@hooklatch/core';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { send, sign, type WireAnswer } from '@hooklatch/testing';

const secret = 'whsec_c3RhbmRhcmQtd2ViaG9va3MtY29udHJhY3Q=';

/** A webhook of Standard Webhooks, and what it reports. */
export function reporting(options: WebhookOptions<object> = {}): {
  reports: DeliveryReport[];
  webhook: Webhook;
} {
  const reports: DeliveryReport[] = [];
  const onDelivery = (report: DeliveryReport): unknown => reports.push(report);
  const webhook = createWebhook(standardWebhooks({ secret }), { ...options, onDelivery });
  return { reports, webhook };
}

/** What is sent. */
export interface Sent {
  readonly body?: Uint8Array | string;
  /** (`application/json`; null for none) */
  readonly type?: string | null;
  readonly encoding?: string;
  readonly id?: string;
}

/** A genuine delivery, on its way. */
export interface Genuine {
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
}

/** The headers and the body of a genuine delivery. */
export async function genuine(sent: Sent = {}): Promise<Genuine> {
  const { body = '{"type":"a.b"}', type = 'application/json', encoding, id } = sent;
  const delivery = await sign(standardWebhooks(), { secret, body, ...(id !== undefined && { id }) });
  const headers = delivery.headers.entries().filter(([name]) => name !== 'content-type');
  const typed = type === null ? [] : [['content-type', type] as const];
  const encoded = encoding === undefined ? [] : [['content-encoding', encoding] as const];
  return { headers: [...headers, ...typed, ...encoded], body: delivery.body };
}

/** Sends a genuine delivery. */
export async function deliver(url: string, sent: Sent = {}): Promise<WireAnswer> {
  return send(url, await genuine(sent));
}

/** Something that a test waits for. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
