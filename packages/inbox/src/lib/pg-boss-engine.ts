import { postgresStore } from '@hooklatch/stores/postgres';
import type { InboxEngine } from './engine.ts';
import type { PgBossParts } from './pg-boss-client.ts';
import { pgBossLetters } from './pg-boss-letters.ts';
import { pgBossPause } from './pg-boss-pause.ts';
import { pgBossPull } from './pg-boss-pull.ts';
import { putJobs } from './pg-boss-put.ts';
import { pgBossQueue } from './pg-boss-queue.ts';
import { prefixKeys } from './prefix-keys.ts';
import { pullWork } from './pull-work.ts';

/**
 * An engine on a queue of pg-boss.
 *
 * @param parts - pg-boss, the pool, and names
 * @param pollMs - how often a worker asks
 */
export function pgBossEngine(parts: PgBossParts, pollMs: number): InboxEngine {
  const queue = pgBossQueue(parts);
  const pause = pgBossPause(parts);
  const { dead, replay, stats } = pgBossLetters(parts);
  const store = postgresStore({ client: parts.pool });
  const wakes = new Set<() => void>();
  const onWake = (wake: () => void): (() => void) => {
    wakes.add(wake);
    return () => void wakes.delete(wake);
  };
  /** Says to this process's workers that there may be something; others see it when they ask. */
  const awake = <Result>(result: Result): Result => {
    for (const wake of wakes) wake();
    return result;
  };
  return {
    async put(messages) {
      await queue.checkDurable();
      return awake(await putJobs(parts, messages));
    },
    async work(work) {
      await queue.checkPresent();
      // From now on pg-boss knows the queue's table, and need not ask on a second connection while it has one.
      await pause.isOn();
      return pullWork(pgBossPull(parts, { pause, pollMs, onWake }), work);
    },
    replay: async (id) => awake(await replay(id)),
    dead: { ...dead, retry: async (id) => awake(await dead.retry(id)) },
    stats,
    pause: () => pause.pause(),
    resume: async () => awake(await pause.resume()),
    async migrate() {
      await queue.migrate();
      await pause.isOn();
      await store.migrate();
    },
    // The application has opened pg-boss and the pool, and closes them.
    close: async () => {},
    // Its table is all inboxes' of a database. No schema has a dot in it, and no queue a colon.
    store: prefixKeys(store, `${parts.schema}.${parts.queue}:`),
  };
}
