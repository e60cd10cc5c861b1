import { hash } from '#crypto';
import type { Admitted } from './authenticate.ts';
import type { Endpoint } from './endpoint.ts';
import { WebhookError } from './error.ts';
import type { WebhookEvent } from './event.ts';
import { memoryStore } from './memory-store.ts';
import type { WebhookStore } from './store.ts';
import { within } from './within.ts';

/**
 * Says how handling went; resolves to whether the store followed. Where nobody knows how it went, or whether it still
 * goes on, the lease is left to end by itself.
 */
export type Settle = (ok: boolean | undefined) => Promise<boolean>;

/**
 * The key that an event is remembered under: from signed bytes wherever the provider signs any.
 *
 * @returns undefined where nothing names the event
 */
async function idempotencyKey(
  endpoint: Endpoint,
  event: WebhookEvent,
  { scheme, claim, head }: Admitted,
  index: number,
): Promise<string | undefined> {
  if (endpoint.idempotencyKey) return endpoint.idempotencyKey(event);
  if (event.trust.id === 'signed' || !scheme.covers.body) return event.id;
  const signed = scheme.content(claim, head);
  if (!signed) return undefined;
  const { proved } = claim;
  const digest =
    proved === undefined
      ? hash('sha256', signed.before, event.body, signed.after)
      : hash('sha256', proved, nothing, '');
  return `sha256:${await digest}:${index}`;
}

const nothing = new Uint8Array();

const defaultStores = new WeakMap<Endpoint, WebhookStore>();

/** The endpoint's store: in memory where it handles events and none was given. */
function storeOf(endpoint: Endpoint): WebhookStore | undefined {
  const { store, on } = endpoint;
  if (store !== undefined || !on) return store || undefined;
  const own = defaultStores.get(endpoint) ?? memoryStore();
  defaultStores.set(endpoint, own);
  return own;
}

/**
 * Claims an event and keeps the claim until it is settled.
 *
 * @returns undefined where the event is done already
 * @throws WebhookError `store_unavailable`, or `in_progress` whose cause is when to come back, in milliseconds
 */
export async function claimEvent(
  endpoint: Endpoint,
  event: WebhookEvent,
  admitted: Admitted,
  index: number,
): Promise<Settle | undefined> {
  const { leaseMs, retentionMs, name } = endpoint;
  const store = storeOf(endpoint);
  const own = store && (await idempotencyKey(endpoint, event, admitted, index));
  if (!store || own === undefined) return async () => true;
  const key = `${name}:${own}`;
  const claim = await ask(() => store.claim(key, leaseMs)).catch((cause: unknown) => {
    throw new WebhookError('store_unavailable', '', cause);
  });
  if (claim.state === 'done') return undefined;
  if (claim.state === 'busy') throw new WebhookError('in_progress', '', claim.retryAfterMs);
  const { token } = claim;
  const renew = (): void => void ask(() => store.extend(key, token, leaseMs)).catch(() => {});
  const renewal: unknown = setInterval(renew, leaseMs / 3 + 1);
  (renewal as { unref?: () => void }).unref?.();
  return async (ok) => {
    clearInterval(renewal as number);
    if (ok === undefined) return true;
    const settle = () => (ok ? store.complete(key, token, retentionMs) : store.release(key, token));
    return ask(settle).catch(() => false);
  };
}

const storeTimeoutMs = 5000;

/** Asks the store, for a bounded time; what it throws at once is a rejection too. */
function ask<Answer>(question: () => Promise<Answer>): Promise<Answer> {
  return within(
    storeTimeoutMs,
    (async () => question())(),
    () => new Error('The store did not answer in time.'),
  );
}
