import { hash } from '#crypto';
import type { Admitted } from './authenticate.ts';
import type { Endpoint } from './endpoint.ts';
import { WebhookError } from './error.ts';
import type { WebhookEvent } from './event.ts';
import { claimKey, hold, type Hold } from './hold.ts';
import { LateController } from './late-controller.ts';
import { memoryStore } from './memory-store.ts';
import type { WebhookStore } from './store.ts';

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
  const { name } = endpoint;
  if (endpoint.idempotencyKey) return join(name, endpoint.idempotencyKey(event));
  if (event.trust.id === 'signed' || !admitted.scheme.covers.body) return join(name, event.id);
  return join(name, await contentKey(event, admitted, index));
}

/** The key of a delivery's signed content; undefined where its scheme signs none. */
export async function contentKey(
  event: WebhookEvent,
  { scheme, claim, head }: Admitted,
  index: number | 'batch',
): Promise<string | undefined> {
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

function join(name: string, own: string | undefined): string | undefined {
  return own === undefined ? undefined : `${name}:${own}`;
}

const defaultStores = new WeakMap<Endpoint, WebhookStore>();
let hasWarned = false;

/** The endpoint's store: in memory where it handles events and none was given. */
export function storeOf(endpoint: Endpoint, warnings: string[]): WebhookStore | undefined {
  const { store, on, onDelivery } = endpoint;
  if (store !== undefined || !on) return store || undefined;
  const own = defaultStores.get(endpoint) ?? memoryStore();
  if (!defaultStores.has(endpoint) && !hasWarned && isProduction()) {
    hasWarned = true;
    warnings.push(inMemory);
    if (onDelivery === undefined) console.warn(`[hooklatch] ${endpoint.name}: ${inMemory}`);
  }
  defaultStores.set(endpoint, own);
  return own;
}

function isProduction(): boolean {
  const { process } = globalThis as { process?: { env?: Record<string, unknown> } };
  return process?.env?.NODE_ENV === 'production';
}

const inMemory =
  'Handled events are remembered in this process alone: give a store of @hooklatch/stores, or `store: false`.';

/** An event that may be handled now. */
export interface EventClaim extends Hold {
  /** Names the event; undefined where nothing does. */
  readonly key: string | undefined;
}

/**
 * Claims an event and keeps the claim until it is settled.
 *
 * @returns undefined where the event is done already
 * @throws WebhookError `store_unavailable`, or `in_progress` whose cause is when to come back, in milliseconds
 */
export async function claimEvent(
  endpoint: Endpoint,
  store: WebhookStore | undefined,
  event: WebhookEvent,
  key: string | undefined,
  warnings: string[],
): Promise<EventClaim | undefined> {
  if (!store || key === undefined) return unclaimed(key);
  try {
    const claimed = await holdKey(endpoint, store, key);
    if (claimed) return { ...claimed, key };
    if (!(await endpoint.allowRedelivery?.(event))) return undefined;
    const again = await holdKey(endpoint, store, `${key}#again`, false);
    return again && { ...again, key };
  } catch (error) {
    const isDown = WebhookError.is(error) && error.code === 'store_unavailable';
    if (!isDown || endpoint.onStoreUnavailable !== 'handle') throw error;
    warnings.push('The store could not be reached, and the event is handled without it: perhaps twice.');
    return unclaimed(key);
  }
}

async function holdKey(
  endpoint: Endpoint,
  store: WebhookStore,
  key: string,
  isKept = true,
): Promise<Hold | undefined> {
  const claim = await claimKey(store, key, endpoint.leaseMs);
  if (claim.state === 'done') return undefined;
  if (claim.state === 'busy') throw new WebhookError('in_progress', '', claim.retryAfterMs);
  return hold(endpoint, store, key, claim, isKept);
}

/** Where no store remembers the event. */
function unclaimed(key: string | undefined): EventClaim {
  return {
    key,
    attempt: 1,
    loss: new LateController(),
    settle: async () => 'settled',
    stopRenewing() {},
    async transaction() {
      throw new TypeError('withTransaction needs a store, and an event that something names.');
    },
  };
}
