import { once } from 'node:events';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Bytes of a JSON event, padded to 1 KiB. */
export const toBody = (id) => `{"id":"${id}","type":"invoice.paid","data":"`.padEnd(1022, 'x') + '"}';

/** A delivery of Stripe, as it goes over the wire. */
export function toRequest(body, time, signature) {
  const lines = [
    'POST /webhooks/stripe HTTP/1.1',
    'Host: example.com',
    'User-Agent: Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    `Content-Length: ${body.length}`,
    'Accept: */*; q=0.5, application/xml',
    'Cache-Control: no-cache',
    'Content-Type: application/json; charset=utf-8',
    `Stripe-Signature: t=${time},v1=${signature}`,
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

/** A folder for files that are measured: not where temporary ones are, which may be in memory. */
export function createDiskFolder() {
  const cache = fileURLToPath(new URL('../../.cache/', import.meta.url));
  mkdirSync(cache, { recursive: true });
  return mkdtempSync(join(cache, 'bench-'));
}

/** What a server says next. */
export async function told(child) {
  const gone = once(child, 'exit').then(() => {
    throw new Error('The server has ended.');
  });
  return (await Promise.race([once(child, 'message'), gone]))[0];
}
