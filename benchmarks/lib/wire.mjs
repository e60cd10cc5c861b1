import { once } from 'node:events';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Bytes of a JSON event, padded to a length. */
export const toBody = (id, bytes = 1024) =>
  `{"id":"${id}","type":"invoice.paid","data":"`.padEnd(bytes - 2, 'x') + '"}';

/** A POST as it goes over the wire; in chunks where they have a length. */
export function toPost(path, headers, body, chunkBytes) {
  const length = chunkBytes ? 'Transfer-Encoding: chunked' : `Content-Length: ${body.length}`;
  const lines = [`POST ${path} HTTP/1.1`, 'Host: example.com', length, ...headers];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${chunkBytes ? toChunks(body, chunkBytes) : body}`);
}

function toChunks(body, bytes) {
  let chunks = '';
  for (let at = 0; at < body.length; at += bytes) {
    const chunk = body.slice(at, at + bytes);
    chunks += `${chunk.length.toString(16)}\r\n${chunk}\r\n`;
  }
  return `${chunks}0\r\n\r\n`;
}

/** What Stripe sends beside its signature. */
export const stripeHeaders = [
  'User-Agent: Stripe/1.0 (+https://stripe.com/docs/webhooks)',
  'Accept: */*; q=0.5, application/xml',
  'Cache-Control: no-cache',
  'Content-Type: application/json; charset=utf-8',
];

/** A delivery of Stripe, as it goes over the wire. */
export function toRequest(body, time, signature) {
  return toPost('/webhooks/stripe', [...stripeHeaders, `Stripe-Signature: t=${time},v1=${signature}`], body);
}

/** A folder for files that are measured: not where temporary ones are, which may be in memory. */
export function createDiskFolder() {
  const cache = fileURLToPath(new URL('../../.cache/', import.meta.url));
  mkdirSync(cache, { recursive: true });
  return mkdtempSync(join(cache, 'bench-'));
}

/** What a server says next. */
export async function told(child) {
  const over = new AbortController();
  const gone = once(child, 'exit', over).then(() => {
    throw new Error('The server has ended.');
  });
  try {
    return (await Promise.race([once(child, 'message', over), gone]))[0];
  } finally {
    over.abort();
  }
}
