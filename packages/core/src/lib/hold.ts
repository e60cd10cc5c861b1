import type { Limits } from './endpoint.ts';
import { WebhookError } from './error.ts';
import type { StoreClaim, WebhookStore } from './store.ts';
import { LateController, type LateSignal } from './late-controller.ts';
import { within } from './within.ts';

/**
 * Whether the store followed. `lost` where the token no longer held the key, `failed` where the store could not be
 * reached; nobody knows then what it remembers.
 */
export type Settled = 'settled' | 'lost' | 'failed';

/** A key that is held, and renewed until it is settled. */
export interface Hold {
  /** How often the key was claimed, this time included. */
  readonly attempt: number;
  /** Aborted when the lease is lost. */
  readonly loss: LateSignal;
  /**
   * Says how handling went. Where nobody knows how it went, or whether it still goes on, the lease is left to end by
   * itself.
   */
  settle(ok: boolean | undefined): Promise<Settled>;
  /** Lets the lease end by itself, because whoever holds the key has been told to end and may never do so. */
  stopRenewing(): void;
  /** Runs work and completes the key in one transaction, once. @throws TypeError, WebhookError `lease_lost` */
  transaction<Result>(work: (tx: unknown) => Result | Promise<Result>): Promise<Result>;
}

/**
 * Holds a key that was claimed.
 *
 * @param isKept - whether the key stays done when it is completed; one that is not is given back
 */
export function hold(
  { leaseMs, retentionMs }: Pick<Limits, 'leaseMs' | 'retentionMs'>,
  store: WebhookStore,
  key: string,
  { token, attempt = 1 }: { readonly token: string; readonly attempt?: number },
  isKept = true,
): Hold {
  const keptMs = isKept ? retentionMs : shortestMs;
  const loss = new LateController();
  let state: 'held' | 'committing' | 'committed' | 'over' = 'held';
  const lose = (): WebhookError => {
    const error = new WebhookError('lease_lost');
    loss.abort(error);
    return error;
  };
  const renew = async (): Promise<void> => {
    const isHeld = await askStore(store, () => store.extend(key, token, leaseMs)).catch(() => true);
    // While a transaction is on its way it may be done already: it will say so itself.
    if (!isHeld && state === 'held') lose();
  };
  const renewal: unknown = setInterval(() => void renew(), leaseMs / 3 + 1);
  (renewal as { unref?: () => void }).unref?.();
  return {
    attempt,
    loss,
    stopRenewing: () => clearInterval(renewal as number),
    async settle(ok) {
      clearInterval(renewal as number);
      const isOver = state === 'committed' || state === 'over';
      state = 'over';
      if (isOver || ok === undefined) return 'settled';
      const complete = ok && isKept;
      const settle = () => (complete ? store.complete(key, token, keptMs) : store.release(key, token));
      return askStore(store, settle).then(
        (isHeld) => (isHeld ? 'settled' : 'lost'),
        () => 'failed',
      );
    },
    async transaction(work) {
      if (!store.transaction) throw new TypeError('withTransaction needs a store that has transactions.');
      if (state !== 'held') throw new TypeError('withTransaction can be used once for an event.');
      state = 'committing';
      const done = await store.transaction(key, token, keptMs, work).catch((error: unknown) => {
        if (state === 'committing') state = 'held';
        throw error;
      });
      if (!done.held) throw lose();
      state = 'committed';
      return done.result;
    },
  };
}

const storeTimeoutMs = 2000;
/** What a transaction has done, and is not kept, can be claimed again at once. */
const shortestMs = 1;

/** Claims a key. @throws WebhookError `store_unavailable` */
export async function claimKey(store: WebhookStore, key: string, leaseMs: number): Promise<StoreClaim> {
  const asked = (async () => store.claim(key, leaseMs))();
  return askStore(store, () => asked).catch((error: unknown) => {
    // An answer that comes too late is a claim all the same, and nobody would give it back.
    void asked.then((late) => late.state === 'claimed' && store.release(key, late.token)).catch(() => {});
    throw error;
  });
}

/** Asks a store, for a bounded time; what it throws at once is a rejection too. @throws WebhookError `store_unavailable` */
export function askStore<Answer>(store: WebhookStore, question: () => Promise<Answer>): Promise<Answer> {
  const answer = (async () => question())();
  const late = (): Error => new Error('The store did not answer in time.');
  return (store.isLocal ? answer : within(storeTimeoutMs, answer, late)).catch(toUnavailable);
}

function toUnavailable(cause: unknown): never {
  throw WebhookError.is(cause) ? cause : new WebhookError('store_unavailable', '', cause);
}
