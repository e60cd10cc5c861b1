import type { Limits } from './endpoint.ts';
import { WebhookError } from './error.ts';

/** @throws WebhookError `payload_too_large` */
export function refuseLength(length: number, { maxBodyBytes }: Limits): void {
  if (length > maxBodyBytes) throw new WebhookError('payload_too_large', `${maxBodyBytes}`);
}
