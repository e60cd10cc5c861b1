import { admit, authenticate } from './authenticate.ts';
import { readBody, type HeldBody } from './body.ts';
import type { Delivery, Incoming, ReadBody, Reply } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import { WebhookError } from './error.ts';
import type { WebhookEvent } from './event.ts';
import { toIncoming, toResponse } from './fetch-bridge.ts';
import { handleEvents } from './handle.ts';
import { claimEvent } from './idempotency.ts';
import { finish, settleFor, successOf, type Passage } from './passage.ts';
import { publicHead } from './public-head.ts';
import { refuseLength } from './refuse-length.ts';

/**
 * What an adapter is to do: answer, or let the application's route go on and say how it went: whether it answered 2xx,
 * or undefined where nobody knows because the sender has gone away; the claim's lease then ends by itself. What the
 * route threw goes into the report.
 */
export type Received<Events extends object = object> =
  | { readonly reply: Reply }
  | { readonly event: WebhookEvent<Events>; settle(ok: boolean | undefined, error?: unknown): Promise<void> };

const passages = new WeakMap<object, Passage>();

/** Takes a delivery through the pipeline. Never rejects. */
export async function receive(
  endpoint: Endpoint,
  incoming: Incoming,
  { claimLater = false }: { readonly claimLater?: boolean } = {},
): Promise<Received> {
  const { definition, methods, secrets, on } = endpoint;
  const { isUnsigned, answerUnsigned, answer } = definition.handshake ?? {};
  const passage = { started: performance.now(), bytes: 0, warnings: [] as string[] } as unknown as Passage;
  let held: HeldBody | undefined;
  try {
    if (!methods.includes(incoming.method)) throw new WebhookError('method_not_allowed');
    const head = await publicHead(incoming, endpoint);
    const question = isUnsigned?.(head);
    if (!question) passage.admitted = admit(endpoint, head);
    refuseLength(Number(head.headers.get('content-length')), endpoint);
    const ring = question ? undefined : await secrets(head, incoming.env);
    held = await readBody(incoming, endpoint);
    const { bytes } = held;
    passage.bytes = bytes.length;
    if (!ring) {
      const reply = answerUnsigned?.(head, bytes);
      if (reply) return finish(endpoint, passage, 'handshake', reply);
      throw new WebhookError('header_malformed');
    }
    passage.refused = { admitted: passage.admitted, ring, body: bytes };
    if (ring.weak) passage.warnings.push('A secret is shorter than 16 bytes.');
    const verified = await authenticate(endpoint, passage.admitted, bytes, ring);
    const event = verified as unknown as WebhookEvent;
    passage.event = event;
    const reply = answer?.(event.payload, event.headers);
    if (reply) return finish(endpoint, passage, 'handshake', reply);
    if (endpoint.schema)
      Object.assign(passage, await (await import('./schema.ts')).checkSchema(verified, endpoint));
    if (on) return await handleEvents(endpoint, passage, incoming, event.events);
    passages.set(event, passage);
    return claimLater ? { event, settle: async () => {} } : await claim(endpoint, event);
  } catch (error) {
    return refuse(endpoint, passage, error);
  } finally {
    held?.release();
  }
}

/**
 * Claims an event that a guard has verified, right before the application's route.
 *
 * @throws TypeError where the event is another webhook's
 */
export async function claim(endpoint: Endpoint, event: WebhookEvent): Promise<Received> {
  const passage = passages.get(event);
  if (!passage) throw new TypeError('This event was not received by this webhook.');
  try {
    let settle = settleFor(passage, await claimEvent(endpoint, event, passage.admitted, 0));
    if (!settle) return finish(endpoint, passage, 'duplicate', successOf(endpoint));
    return {
      event,
      async settle(ok, error) {
        const once = settle;
        settle = undefined;
        if (ok === undefined)
          passage.warnings.push('The sender went away first: the lease is left to end by itself.');
        if (error !== undefined) passage.error = error;
        await once?.(ok);
        if (once) finish(endpoint, passage, ok ? 'passed' : 'failed');
      },
    };
  } catch (error) {
    return refuse(endpoint, passage, error);
  }
}

/** The whole pipeline, for a webhook that answers by itself. Never rejects. */
export function handle(endpoint: Endpoint, delivery: Delivery): Promise<Reply> {
  const { body } = delivery;
  const read: ReadBody = (write) => {
    if (!ArrayBuffer.isView(body)) throw new WebhookError('body_consumed');
    write(body);
  };
  return replyTo(endpoint, { ...delivery, read });
}

/** The same over a `Request`. Never rejects. */
export async function fetch(
  endpoint: Endpoint,
  request: Request,
  env?: unknown,
  ctx?: unknown,
): Promise<Response> {
  return toResponse(await replyTo(endpoint, toIncoming(request, { env, ctx })));
}

async function replyTo(endpoint: Endpoint, incoming: Incoming): Promise<Reply> {
  const received = await receive(endpoint, incoming, { claimLater: true });
  if ('reply' in received) return received.reply;
  const passage = passages.get(received.event) as Passage;
  return (await refuse(endpoint, passage, new WebhookError('no_handler'))).reply;
}

/** What there is to say about a refusal is loaded at the first one. */
async function refuse(endpoint: Endpoint, passage: Passage, thrown: unknown): Promise<{ reply: Reply }> {
  const { toRefusal } = await import('../diagnose.ts');
  const { outcome, reply, ...found } = await toRefusal(endpoint, thrown, passage.refused);
  return finish(endpoint, Object.assign(passage, found), outcome, reply);
}
