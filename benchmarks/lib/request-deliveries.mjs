import { createHmac } from 'node:crypto';
import { stripeHeaders, toBody, toPost } from './wire.mjs';

export const secret = 'whsec_test_secret_5257a869e7ece';

/** How each provider signs, and with which headers it sends. */
const providers = {
  stripe(id, body, key) {
    const time = Math.floor(Date.now() / 1000);
    const signature = createHmac('sha256', key).update(`${time}.`).update(body).digest('hex');
    return { headers: stripeHeaders, signature: `Stripe-Signature: t=${time},v1=${signature}` };
  },
  github(id, body, key) {
    const signature = createHmac('sha256', key).update(body).digest('hex');
    const headers = [
      'User-Agent: GitHub-Hookshot/044aadd',
      'Accept: */*',
      'Content-Type: application/json',
      `X-GitHub-Delivery: ${id}`,
      'X-GitHub-Event: push',
      'X-GitHub-Hook-ID: 292430182',
      'X-GitHub-Hook-Installation-Target-ID: 79929171',
      'X-GitHub-Hook-Installation-Target-Type: repository',
    ];
    return { headers, signature: `X-Hub-Signature-256: sha256=${signature}` };
  },
};

/**
 * Deliveries as they go over the wire, each of an event of its own, signed now.
 *
 * @param key - what they are signed with; with another than `secret` they are forged, and null leaves the signature out
 * @param chunkBytes - the length of a chunk, where the body's length is not declared
 */
export function toDeliveries(provider, { bytes, count, key = secret, chunkBytes }) {
  return Array.from({ length: count }, () => {
    const id = crypto.randomUUID();
    const body = toBody(id, bytes);
    const { headers, signature } = providers[provider](id, body, key ?? secret);
    return toPost('/webhooks', key === null ? headers : [...headers, signature], body, chunkBytes);
  });
}
