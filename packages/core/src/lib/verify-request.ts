import { admit } from './authenticate.ts';
import { readBody } from './body.ts';
import type { Delivery } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import type { WebhookEvent } from './event.ts';
import { toIncoming } from './fetch-bridge.ts';
import { publicHead } from './public-head.ts';
import { refuseLength } from './refuse-length.ts';

/** Verifies a `Request`, whose head is looked at before its body is read, or a delivery of one of several providers. */
export async function verifyOther(
  endpoint: Endpoint,
  delivery: Delivery | Request,
  verify: (endpoint: Endpoint, delivery: Delivery) => Promise<WebhookEvent>,
): Promise<WebhookEvent> {
  if (!('arrayBuffer' in delivery)) {
    return (await import('./receive-any.ts')).verifyAny(endpoint, delivery, verify);
  }
  const incoming = toIncoming(delivery);
  const { method, url, headers } = incoming;
  if (!endpoint.candidates) admit(endpoint, await publicHead(incoming, endpoint));
  refuseLength(Number(headers.get('content-length')), endpoint);
  const { bytes, release } = await readBody(incoming, endpoint);
  release();
  return verify(endpoint, { method, url, headers, body: bytes });
}
