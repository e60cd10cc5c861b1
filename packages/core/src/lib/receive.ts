import { admit, authenticate } from './authenticate.ts';
import { readBody, type HeldBody } from './body.ts';
import type { Delivery, Incoming, ReadBody, Reply } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import { WebhookError } from './error.ts';
import type { WebhookEvent } from './event.ts';
import { toIncoming, toResponse } from './fetch-bridge.ts';
import { claimEvent, idempotencyKey, storeOf } from './idempotency.ts';
import { beginHashes } from './hash-ahead.ts';
import { finish, largestQuestion, settleFor, successOf, type Passage } from './passage.ts';
import { deliveryHeaders } from './headers.ts';
import { methodsOf } from './provider-definition.ts';
import { publicHead } from './public-head.ts';
import { refuseLength } from './refuse-length.ts';
import type { KeyRing } from './secret.ts';

/**
 * What an adapter is to do: answer, or let the application's route go on and say how it went: whether it answered 2xx,
 * or undefined where nobody knows because the sender has gone away; the claim's lease then ends by itself. What the
 * route threw goes into the report.
 */
export type Received<Events extends object = object> =
  | { readonly reply: Reply }
  | { readonly event: WebhookEvent<Events>; settle(ok: boolean | undefined, error?: unknown): Promise<void> };

const passageOf = Symbol('passage');

/** An event that a guard has verified. */
type Passed = { readonly [passageOf]?: Passage };

// Kept, because an import costs also when there is nothing left to load.
let keep: typeof import('./keep.ts') | undefined;
let handling: typeof import('./handle.ts') | undefined;
let refusing: typeof import('../diagnose.ts') | undefined;

/** How a delivery is received. */
export interface ReceiveOptions {
  /** Leaves the claim to `claim`, right before the application's route. (false) */
  readonly claimLater?: boolean;
}

/** Takes a delivery through the pipeline. Never rejects. */
export async function receive(
  endpoint: Endpoint,
  incoming: Incoming,
  options: ReceiveOptions = {},
): Promise<Received> {
  // What none of them takes is refused here, with the methods of all.
  if (endpoint.candidates && endpoint.methods.includes(incoming.method)) {
    const { receiveAny } = await import('./receive-any.ts');
    return receiveAny(endpoint, incoming, options, receive);
  }
  const { definition, methods, secrets, on, inbox, maxBodyBytes } = endpoint;
  const { isUnsigned, answerUnsigned, answer } = definition.handshake ?? {};
  const passage = {
    endpoint,
    started: performance.now(),
    bytes: 0,
    warnings: [] as string[],
  } as unknown as Passage;
  let held: HeldBody | undefined;
  try {
    if (!methods.includes(incoming.method)) throw new WebhookError('method_not_allowed');
    const head = await publicHead(incoming, endpoint);
    const asked = isUnsigned?.(head);
    if (!asked) passage.admitted = admit(endpoint, head);
    // Nothing proves who asks, so that little is read.
    const limits = asked ? { ...endpoint, maxBodyBytes: Math.min(largestQuestion, maxBodyBytes) } : endpoint;
    refuseLength(Number(head.headers.get('content-length')), limits);
    let ring = asked ? undefined : await secrets(head, incoming.env);
    const { admitted } = passage;
    held = await readBody(incoming, limits, ring && (() => beginHashes(admitted, ring as KeyRing)));
    const { bytes } = held;
    passage.bytes = bytes.length;
    const keys = async (): Promise<readonly unknown[]> =>
      (ring ?? (await secrets(head, incoming.env))).keys.map(({ key }) => key);
    const question = { head, body: bytes, keys };
    if (asked) {
      const reply = await answerUnsigned?.(question);
      if (reply) return finish(endpoint, passage, 'handshake', reply);
      if (!methodsOf(definition).includes(head.method)) throw new WebhookError('header_malformed');
    }
    passage.admitted ??= admit(endpoint, head);
    ring ??= await secrets(head, incoming.env);
    if (ring.weak && !definition.key) passage.warnings.push('A secret is shorter than 16 bytes.');
    const verified = await authenticate(endpoint, passage.admitted, bytes, ring);
    held.proved();
    const event = verified as unknown as WebhookEvent;
    if (passage.admitted.derivation) {
      passage.warnings.push(
        `Secret ${event.secretIndex} fits, but not by the first key that it stands for: it is an older one, or in an encoding that ${definition.name} no longer uses.`,
      );
    }
    passage.event = event;
    const reply = await answer?.(event.payload, question);
    if (reply) return finish(endpoint, passage, 'handshake', reply);
    if (endpoint.schema)
      Object.assign(passage, await (await import('./schema.ts')).checkSchema(verified, endpoint));
    if (inbox) return await (keep ??= await import('./keep.ts')).keepEvent(endpoint, passage);
    if (on) {
      handling ??= await import('./handle.ts');
      return await handling.handleEvents(endpoint, passage, incoming, event.events);
    }
    // Not enumerable, so that no printed event shows it; a WeakMap of all events costs the garbage collector more.
    Object.defineProperty(event, passageOf, { value: passage });
    return options.claimLater ? { event, settle: async () => {} } : await claim(endpoint, event);
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
export async function claim(_endpoint: Endpoint, event: WebhookEvent): Promise<Received> {
  const passage = (event as Passed)[passageOf];
  if (!passage) throw new TypeError('This event was not received by this webhook.');
  const { endpoint } = passage;
  try {
    const { warnings, admitted } = passage;
    const store = storeOf(endpoint, warnings);
    // Without a store nothing needs its name.
    const key = store && (await idempotencyKey(endpoint, event, admitted, 0));
    const claimed = await claimEvent(endpoint, store, event, key, warnings);
    if (!claimed) return finish(endpoint, passage, 'duplicate', successOf(endpoint));
    let settle: ReturnType<typeof settleFor> | undefined = settleFor(passage, claimed);
    return {
      event,
      async settle(ok, error) {
        const once = settle;
        settle = undefined;
        if (ok === undefined)
          warnings.push('The sender went away first: the lease is left to end by itself.');
        if (error !== undefined) passage.error = error;
        await once?.(ok);
        if (once) finish(endpoint, passage, ok ? 'passed' : 'failed');
      },
    };
  } catch (error) {
    return refuse(endpoint, passage, error);
  }
}

/** Resolves where the secrets are there and usable. @throws WebhookError where they are not */
export async function ready(endpoint: Endpoint, env?: unknown): Promise<void> {
  for (const one of endpoint.candidates ?? [endpoint]) {
    try {
      await one.secrets({ method: 'POST', url: '/', headers: deliveryHeaders([]) }, env);
    } catch (error) {
      throw await (await import('../diagnose.ts')).toWebhookError(one, error);
    }
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
  const passage = (received.event as Passed)[passageOf] as Passage;
  return (await refuse(passage.endpoint, passage, new WebhookError('no_handler'))).reply;
}

/** What there is to say about a refusal is loaded at the first one. */
async function refuse(endpoint: Endpoint, passage: Passage, thrown: unknown): Promise<{ reply: Reply }> {
  refusing ??= await import('../diagnose.ts');
  const { outcome, reply, ...found } = await refusing.toRefusal(endpoint, thrown);
  return finish(endpoint, Object.assign(passage, found), outcome, reply);
}
