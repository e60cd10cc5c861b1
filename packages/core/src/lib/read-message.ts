import type { Admitted } from './authenticate.ts';
import type { DeliveryHead } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import { VerifiedEvent, type WebhookEvent } from './event.ts';
import { deliveryHeaders } from './headers.ts';
import type { InboxMessage } from './inbox.ts';
import type { Scheme } from './scheme.ts';

/**
 * The event of a message, as it was verified.
 *
 * @throws TypeError where the endpoint's provider has no such scheme
 */
export function readMessage(
  endpoint: Endpoint,
  message: InboxMessage,
): { readonly event: WebhookEvent; readonly admitted: Admitted } {
  const { method, url, receivedUrl, headers, body, proof } = message;
  const { definition } = endpoint;
  const scheme: Scheme | undefined = definition.schemes[proof.scheme];
  if (!scheme) throw new TypeError(`${definition.name} has no scheme ${proof.scheme}.`);
  const head: DeliveryHead = {
    method,
    url,
    headers: deliveryHeaders(headers),
    ...(receivedUrl !== undefined && { receivedUrl }),
  };
  const claim = { signatures: [], id: proof.id, time: proof.time };
  const admitted = { definition, head, scheme, claim };
  const event = new VerifiedEvent(admitted, body, proof.secretIndex) as unknown as WebhookEvent;
  return { event, admitted };
}
