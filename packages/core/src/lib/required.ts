import type { DeliveryHead } from './delivery.ts';
import { WebhookError } from './error.ts';

/**
 * The value of a header that the scheme cannot do without.
 *
 * @param head - the delivery's
 * @param name - in lower case
 * @returns the value, without blanks around it
 * @throws WebhookError `signature_missing`
 */
export function required(head: DeliveryHead, name: string): string {
  const value = head.headers.get(name);
  // The head is looked into for whose delivery it is, and taken off the error, before anybody sees it.
  if (!value) throw new WebhookError('signature_missing', name, head);
  return value;
}
