import { admit, authenticate } from './authenticate.ts';
import { readBody } from './body.ts';
import type { Delivery, Incoming } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import { WebhookError } from './error.ts';
import type { WebhookEvent } from './event.ts';
import { publicHead } from './public-head.ts';
import type { Received, ReceiveOptions } from './receive.ts';

type Receive = (endpoint: Endpoint, incoming: Incoming, options: ReceiveOptions) => Promise<Received>;
type Verify = (endpoint: Endpoint, delivery: Delivery) => Promise<WebhookEvent>;

/**
 * Receives a delivery with the candidate that it is for: the one that it proves to come from, else the first whose
 * headers fit, which then says what is wrong. Never rejects.
 */
export async function receiveAny(
  endpoint: Endpoint,
  incoming: Incoming,
  options: ReceiveOptions,
  receive: Receive,
): Promise<Received> {
  const fitting = await findFitting(endpoint, incoming);
  const [first] = fitting as [Endpoint];
  if (fitting.length === 1) return receive(first, incoming, options);
  const limits = { ...endpoint, maxBodyBytes: Math.max(...fitting.map((one) => one.maxBodyBytes)) };
  let held;
  try {
    held = await readBody(incoming, limits);
  } catch (error) {
    const read = (): never => {
      throw error;
    };
    return receive(first, { ...incoming, read }, options);
  }
  const { bytes } = held;
  held.release();
  const read: Incoming['read'] = (write) => write(bytes);
  const delivery = { method: incoming.method, url: incoming.url, headers: incoming.headers, body: bytes };
  for (const candidate of fitting) {
    if (await isGenuine(candidate, delivery, incoming.env))
      return receive(candidate, { ...incoming, read }, options);
  }
  const asking = fitting.find((one) => one.definition.handshake?.isUnsigned?.(incoming));
  return receive(asking ?? first, { ...incoming, read }, options);
}

/**
 * The same for a delivery at hand that is to be verified only.
 *
 * @throws WebhookError of the candidate whose headers fit best
 */
export async function verifyAny(
  endpoint: Endpoint,
  delivery: Delivery,
  verify: Verify,
): Promise<WebhookEvent> {
  const fitting = await findFitting(endpoint, delivery);
  const errors: unknown[] = [];
  for (const candidate of fitting) {
    try {
      return await verify(candidate, delivery);
    } catch (error) {
      errors.push(error);
    }
  }
  // What is authentic but stale, or ours to mend, says more than that another's signature does not fit.
  throw errors.find((error) => WebhookError.is(error) && error.code !== 'signature_mismatch') ?? errors[0];
}

/** The candidates whose headers are in order; where there are none, the one that has most to say about it. */
async function findFitting(endpoint: Endpoint, incoming: Incoming | Delivery): Promise<readonly Endpoint[]> {
  const candidates = endpoint.candidates as readonly Endpoint[];
  const fitting: Endpoint[] = [];
  const partly: Endpoint[] = [];
  for (const candidate of candidates) {
    if (!candidate.methods.includes(incoming.method)) continue;
    try {
      const head = await publicHead(incoming, candidate);
      if (candidate.definition.handshake?.isUnsigned?.(head)) fitting.push(candidate);
      else {
        admit(candidate, head);
        fitting.push(candidate);
      }
    } catch (error) {
      if (WebhookError.is(error) && error.code !== 'signature_missing') partly.push(candidate);
    }
  }
  if (fitting.length > 0) return fitting;
  return [
    partly[0] ??
      candidates.find((one) => one.methods.includes(incoming.method)) ??
      (candidates[0] as Endpoint),
  ];
}

async function isGenuine(candidate: Endpoint, delivery: Delivery, env: unknown): Promise<boolean> {
  try {
    const head = await publicHead(delivery, candidate);
    const ring = await candidate.secrets(head, env);
    await authenticate(candidate, admit(candidate, head), delivery.body, ring);
    return true;
  } catch (error) {
    // Stale is genuine: the candidate then says so.
    return WebhookError.is(error) && error.code.startsWith('timestamp_');
  }
}
