import { admit } from './authenticate.ts';
import { readBody } from './body.ts';
import type { Delivery } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import type { WebhookEvent } from './event.ts';
import { toIncoming } from './fetch-bridge.ts';
import { publicHead } from './public-head.ts';
import { refuseLength } from './refuse-length.ts';

/** Verifies a `Request`: its head is looked at before its body is read. */
export async function verifyRequest(
  endpoint: Endpoint,
  request: Request,
  verify: (endpoint: Endpoint, delivery: Delivery) => Promise<WebhookEvent>,
): Promise<WebhookEvent> {
  const incoming = toIncoming(request);
  const { method, url, headers } = incoming;
  admit(endpoint, await publicHead(incoming, endpoint));
  refuseLength(Number(headers.get('content-length')), endpoint);
  const { bytes, release } = await readBody(incoming, endpoint);
  release();
  return verify(endpoint, { method, url, headers, body: bytes });
}
