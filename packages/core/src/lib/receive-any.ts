import { admit, authenticate } from './authenticate.ts';
import { readBody } from './body.ts';
import type { Delivery, Incoming } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import { WebhookError } from './error.ts';
import type { WebhookEvent } from './event.ts';
import { largestQuestion } from './passage.ts';
import { publicHead } from './public-head.ts';
import type { Received, ReceiveOptions } from './receive.ts';
import { refuseLength } from './refuse-length.ts';

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
    refuseLength(Number(incoming.headers.get('content-length')), limits);
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
  const { env } = incoming;
  const { genuine, ours } = await findGenuine(fitting, delivery, env);
  const chosen = genuine ?? (await findAsking(fitting, delivery, env)) ?? ours ?? first;
  return receive(chosen, { ...incoming, read }, options);
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
  const [first] = fitting as [Endpoint];
  // Not by verifying with each: a mismatch that another candidate explains is not looked into.
  const { genuine, ours } = fitting.length > 1 ? await findGenuine(fitting, delivery, undefined) : {};
  return verify(genuine ?? ours ?? first, delivery);
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

interface Found {
  /** The candidate that the delivery comes from; stale is genuine, and the candidate then says so. */
  readonly genuine?: Endpoint;
  /** One that cannot tell, because its secrets are not there: ours to mend. */
  readonly ours?: Endpoint | undefined;
}

async function findGenuine(fitting: readonly Endpoint[], delivery: Delivery, env: unknown): Promise<Found> {
  let ours: Endpoint | undefined;
  for (const candidate of fitting) {
    try {
      const head = await publicHead(delivery, candidate);
      const admitted = admit(candidate, head);
      const ring = await candidate.secrets(head, env);
      await authenticate(candidate, admitted, delivery.body, ring);
      return { genuine: candidate };
    } catch (error) {
      const code = WebhookError.is(error) ? error.code : '';
      if (code.startsWith('timestamp_')) return { genuine: candidate };
      if (code.startsWith('secret_')) ours ??= candidate;
    }
  }
  return { ours };
}

/** The candidate that has an answer to an unsigned question, or else one that fails over it. */
async function findAsking(
  fitting: readonly Endpoint[],
  delivery: Delivery,
  env: unknown,
): Promise<Endpoint | undefined> {
  const { body } = delivery;
  let failing: Endpoint | undefined;
  if (body.length > largestQuestion) return undefined;
  for (const candidate of fitting) {
    const { isUnsigned, answerUnsigned } = candidate.definition.handshake ?? {};
    try {
      const head = await publicHead(delivery, candidate);
      if (!isUnsigned?.(head)) continue;
      const keys = async (): Promise<readonly unknown[]> =>
        (await candidate.secrets(head, env)).keys.map(({ key }) => key);
      if (await answerUnsigned?.({ head, body, keys })) return candidate;
    } catch {
      failing ??= candidate;
    }
  }
  return failing;
}
