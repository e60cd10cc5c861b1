import type { GatewayContext } from '../context.ts';

/** Remembers when each secret was last used. */
export interface SecretUses {
  /** Costs nothing: it is written later. */
  note(secretId: string): void;
  /** Writes what is not written yet. */
  stop(): Promise<void>;
}

/** How often a secret is written at most, in milliseconds. */
const pauseMs = 60_000;
/** How long the first use waits for others, in milliseconds. */
const gatherMs = 200;

/**
 * Writes when secrets were used, behind the answers, and each at most once a minute.
 *
 * @param context - of the gateway
 */
export function createSecretUses({ db, now, log }: Pick<GatewayContext, 'db' | 'now' | 'log'>): SecretUses {
  const pending = new Map<string, number>();
  /** When each was written last, by `performance.now()`. */
  const written = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;
  const dueIn = (id: string): number => {
    const last = written.get(id);
    return last === undefined ? gatherMs : Math.max(gatherMs, last + pauseMs - performance.now());
  };
  const plan = (): void => {
    if (timer || writing || pending.size === 0) return;
    const delay = Math.min(...[...pending.keys()].map(dueIn));
    timer = setTimeout(() => {
      timer = undefined;
      writing = flush([...pending.keys()].filter((id) => dueIn(id) <= gatherMs)).finally(() => {
        writing = undefined;
        plan();
      });
    }, delay);
    timer.unref();
  };
  const flush = async (ids: readonly string[]): Promise<void> => {
    for (const id of ids) {
      const time = pending.get(id) as number;
      pending.delete(id);
      written.set(id, performance.now());
      try {
        const update = db.updateTable('secrets').set({ last_used_at: time }).where('id', '=', id);
        // Another process may have used it since.
        // oxlint-disable-next-line no-await-in-loop
        await update
          .where((eb) => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<', time)]))
          .execute();
      } catch (error) {
        log.warn({ err: error }, 'when a secret was last used could not be written');
      }
    }
  };
  return {
    note(secretId) {
      pending.set(secretId, now());
      plan();
    },
    async stop() {
      clearTimeout(timer);
      timer = undefined;
      await writing;
      clearTimeout(timer);
      await flush([...pending.keys()]);
    },
  };
}
