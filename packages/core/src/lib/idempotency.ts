import { hash } from '#crypto';
import type { Endpoint } from './endpoint.ts';
import { WebhookError } from './error.ts';
import type { WebhookEvent } from './event.ts';
import type { Admitted } from './authenticate.ts';

/** What came of claiming an event. */
export type EventClaim =
  | { readonly state: 'done' }
  | { readonly state: 'busy'; readonly retryAfterMs: number }
  | { readonly state: 'claimed'; settle(ok: boolean): Promise<string | undefined> };

/**
 * The key that an event is remembered under: from signed bytes wherever the provider signs any.
 *
 * @returns undefined where nothing names the event
 */
export async function idempotencyKey(
  endpoint: Endpoint,
  event: WebhookEvent,
  admitted: Admitted,
  index: number,
): Promise<string | undefined> {
  const { name, options } = endpoint;
  if (options.idempotencyKey) {
    const own = options.idempotencyKey(event);
    return own === undefined ? undefined : `${name}:${own}`;
  }
  const { scheme, claim, head } = admitted;
  if (event.id !== undefined && (event.trust.id === 'signed' || !scheme.covers.body))
    return `${name}:${event.id}`;
  if (!scheme.content) return undefined;
  const { before, after } = scheme.content(claim, head);
  const digest = await hash('sha256', before, event.body, after);
  return `${name}:sha256:${digest}${index === 0 ? '' : `:${index}`}`;
}

/**
 * Claims an event and keeps the claim until it is settled. Settling gives a warning where the store did not follow:
 * a handler that succeeded has succeeded, whatever the store says.
 *
 * @throws WebhookError `store_unavailable`
 */
export async function claimEvent(endpoint: Endpoint, key: string | undefined): Promise<EventClaim> {
  const { store, leaseMs, retentionMs } = endpoint;
  if (store === undefined || key === undefined) return { state: 'claimed', settle: async () => undefined };
  const claim = await store.claim(key, leaseMs).catch((cause: unknown) => {
    throw new WebhookError('store_unavailable', 'The store could not be reached; nothing was handled.', {
      cause,
    });
  });
  if (claim.state !== 'claimed') return claim;
  const { token } = claim;
  const renewal = setInterval(
    () => {
      store.extend(key, token, leaseMs).catch(() => {});
    },
    Math.max(leaseMs / 3, 10),
  );
  (renewal as { unref?: () => void }).unref?.();
  return {
    state: 'claimed',
    async settle(ok) {
      clearInterval(renewal);
      try {
        const kept = ok ? await store.complete(key, token, retentionMs) : await store.release(key, token);
        return kept ? undefined : 'The lease was lost before the event was settled; it may be handled again.';
      } catch {
        return 'The store could not be reached to settle the event; it may be handled again.';
      }
    },
  };
}
