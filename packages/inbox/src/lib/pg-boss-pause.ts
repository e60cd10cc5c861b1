import type { PgBossParts } from './pg-boss-client.ts';
import { inBossTransaction } from './pg-boss-transaction.ts';

/** Of no message: those of messages are of version 8. */
export const pauseId = '00000000-0000-4000-a000-70617573ed00';

/** Whether no worker may take a message. */
export interface PgBossPause {
  isOn(): Promise<boolean>;
  pause(): Promise<void>;
  resume(): Promise<void>;
}

/**
 * pg-boss cannot pause a queue. Where there is a cancelled job with a certain id in it, which pg-boss keeps and never
 * hands out, this one is paused.
 */
export function pgBossPause(parts: PgBossParts): PgBossPause {
  const { boss, queue } = parts;
  return {
    async isOn() {
      const [mark] = await boss.findJobs(queue, { id: pauseId });
      return mark?.state === 'cancelled';
    },
    async pause() {
      await inBossTransaction(parts, async (db) => {
        const mark = { id: pauseId, data: { paused: true }, deleteAfterSeconds: 0 };
        await boss.insert(queue, [mark], { db });
        await boss.cancel(queue, pauseId, { db });
      });
    },
    async resume() {
      await boss.deleteJob(queue, pauseId);
    },
  };
}
