import { hash } from '#crypto';
import type { Admitted } from './authenticate.ts';
import type { Endpoint } from './endpoint.ts';
import { WebhookError } from './error.ts';
import type { WebhookEvent } from './event.ts';

/** What came of claiming an event. Settling gives a warning where the store did not follow. */
export type EventClaim =
  | { readonly state: 'done' }
  | { readonly state: 'busy'; readonly retryAfterMs: number }
  | { readonly state: 'claimed'; settle(ok: boolean): Promise<string | undefined> };

/**
 * The key that an event is remembered under: from signed bytes wherever the provider signs any.
 *
 * @returns undefined where nothing names the event
 */
async function idempotencyKey(
  { name, options }: Endpoint,
  event: WebhookEvent,
  { scheme, claim, head }: Admitted,
  index: number,
): Promise<string | undefined> {
  let key = event.trust.id === 'signed' || !scheme.covers.body ? event.id : undefined;
  if (options.idempotencyKey) key = options.idempotencyKey(event);
  else if (key === undefined) {
    const signed = scheme.content(claim, head);
    if (signed) key = `sha256:${await hash('sha256', signed.before, event.body, signed.after)}:${index}`;
  }
  return key === undefined ? key : `${name}:${key}`;
}

/**
 * Claims an event and keeps the claim until it is settled: a handler that succeeded has succeeded, whatever the store
 * says then.
 *
 * @throws WebhookError `store_unavailable`
 */
export async function claimEvent(
  endpoint: Endpoint,
  event: WebhookEvent,
  admitted: Admitted,
  index = 0,
): Promise<EventClaim> {
  const { store, leaseMs, retentionMs } = endpoint;
  const key = store && (await idempotencyKey(endpoint, event, admitted, index));
  if (!store || key === undefined) return { state: 'claimed', settle: async () => undefined };
  const claim = await store.claim(key, leaseMs).catch((cause: unknown) => {
    throw new WebhookError('store_unavailable', '', cause);
  });
  if (claim.state !== 'claimed') return claim;
  const { token } = claim;
  const renewal: unknown = setInterval(
    () => void store.extend(key, token, leaseMs).catch(() => {}),
    leaseMs / 3 + 1,
  );
  (renewal as { unref?: () => void }).unref?.();
  return {
    state: 'claimed',
    async settle(ok) {
      clearInterval(renewal as number);
      const settled = ok ? store.complete(key, token, retentionMs) : store.release(key, token);
      const kept = await settled.catch(() => false);
      return kept ? undefined : 'The store did not settle the event, so it may be handled again.';
    },
  };
}
