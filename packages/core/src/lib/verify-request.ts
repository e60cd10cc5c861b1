import { admit } from './authenticate.ts';
import { readBody } from './body.ts';
import type { Delivery } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import type { WebhookEvent } from './event.ts';
import { toIncoming } from './fetch-bridge.ts';
import { beginHashes, type HashAhead } from './hash-ahead.ts';
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
  let begin: (() => HashAhead) | undefined;
  if (!endpoint.candidates) {
    const admitted = admit(endpoint, await publicHead(incoming, endpoint));
    const ring = await endpoint.secrets(admitted.head, undefined);
    begin = () => beginHashes(admitted, ring);
  }
  refuseLength(Number(headers.get('content-length')), endpoint);
  const { bytes, release, proved } = await readBody(incoming, endpoint, begin);
  release();
  return verify(endpoint, { method, url, headers, body: bytes }).finally(proved);
}
