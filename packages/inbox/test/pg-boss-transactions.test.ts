import { drizzle } from 'drizzle-orm/node-postgres';
import { pgTable, text } from 'drizzle-orm/pg-core';
import { Kysely, PostgresDialect } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { hasPostgres } from '../../../test/servers/postgres.ts';
import { usePostgres } from '../../../test/servers/use-postgres.ts';
import { until } from '../../../test/servers/until.ts';
import type { Verdict } from '../src/lib/engine.ts';
import type { PgBossLease } from '../src/lib/pg-boss-job.ts';
import { pgBossPause } from '../src/lib/pg-boss-pause.ts';
import { pgBossPull } from '../src/lib/pg-boss-pull.ts';
import type { Pull } from '../src/lib/pull-work.ts';
import { openFaults, type FaultStage } from './pg-boss-fault-stage.ts';
import { toMessage, useProcess } from './pg-boss-stage.ts';

const effectsTable = pgTable('effects', { event: text() });

/** A pool of the one connection that a transaction has, which stays open when Kysely is done with it. */
function toOneConnection(client: PoolClient): Pool {
  const lent = { query: client.query.bind(client), release() {} };
  return { connect: async () => lent, end: async () => {}, options: {} } as unknown as Pool;
}

describe.skipIf(!hasPostgres)('a message of pg-boss that a worker has', () => {
  const own = useProcess(usePostgres());
  let stage: FaultStage;
  let pull: Pull<PgBossLease>;
  beforeEach(async () => {
    stage = await openFaults(own);
    const { boss, pool } = own;
    const parts = { boss, pool, schema: 'pgboss', queue: stage.queue, retentionSeconds: 3600 };
    pull = pgBossPull(parts, { pause: pgBossPause(parts), pollMs: 50, onWake: () => () => {} });
    await stage.engine.put([await toMessage('a')]);
  });
  afterEach(() => stage.close());

  const take = async (): Promise<PgBossLease> => {
    let taken: readonly PgBossLease[] = [];
    await until(async () => (taken = await pull.claim(10, 1000)).length > 0, { what: 'a message' });
    return taken[0] as PgBossLease;
  };
  const state = async (): Promise<string> => {
    const { rows } = await own.pool.query('SELECT state FROM pgboss.job WHERE name = $1', [stage.queue]);
    return rows[0]?.state;
  };
  const insert = (tx: unknown): Promise<unknown> =>
    (tx as PoolClient).query(`INSERT INTO effects VALUES ('a')`);
  const inTransaction = (lease: PgBossLease, work: (tx: PoolClient) => Promise<unknown>): Promise<unknown> =>
    lease.transaction?.((tx) => work(tx as PoolClient)) as Promise<unknown>;
  const passOn = async (): Promise<void> => {
    const age = `UPDATE pgboss.job SET heartbeat_on = heartbeat_on - interval '1 hour' WHERE name = $1`;
    await own.pool.query(age, [stage.queue]);
  };

  const libraries: [string, (tx: PoolClient) => Promise<unknown>][] = [
    ['pg', insert],
    ['Drizzle', (tx) => drizzle(tx).insert(effectsTable).values({ event: 'a' })],
    [
      'Kysely',
      (tx) =>
        new Kysely<{ effects: { event: string } }>({
          dialect: new PostgresDialect({ pool: toOneConnection(tx) }),
        })
          .insertInto('effects')
          .values({ event: 'a' })
          .execute(),
    ],
  ];
  test.each(libraries)('ends in one transaction with what %s writes', async (_name, write) => {
    const lease = await take();
    let seen: unknown[] = [];
    await inTransaction(lease, async (tx) => {
      await write(tx);
      seen = [await stage.effects(), await state()];
    });
    expect(seen).toEqual([[], 'active']);
    expect([await stage.effects(), await state()]).toEqual([['a'], 'completed']);
  });
  test.each(libraries)('stays, and nothing of %s does, where the work throws', async (_name, write) => {
    const lease = await take();
    const failed = inTransaction(lease, async (tx) => {
      await write(tx);
      throw new Error('not yet');
    });
    await expect(failed).rejects.toThrow('not yet');
    expect([await stage.effects(), await state()]).toEqual([[], 'active']);
    expect(await pull.settle(lease, { state: 'done' })).toBe(true);
  });

  test.each([
    ['in REPEATABLE READ, while its lease is renewed', 'BEGIN ISOLATION LEVEL REPEATABLE READ'],
    ['in SERIALIZABLE, while its lease is renewed', 'BEGIN ISOLATION LEVEL SERIALIZABLE'],
  ])('ends in a transaction %s', async (_name, begin) => {
    const lease = await take();
    await inTransaction(lease, async (tx) => {
      await tx.query(begin.replace('BEGIN', 'SET TRANSACTION'));
      await insert(tx);
      expect(await pull.extend(lease, 1000)).toBe(true);
    });
    expect(await stage.effects()).toEqual(['a']);
  });

  test('stays where a statement of its transaction failed and nobody said so', async () => {
    const lease = await take();
    const failed = inTransaction(lease, async (tx) => {
      await insert(tx);
      await tx.query('SELECT 1 / 0').catch(() => {});
    });
    await expect(failed).rejects.toThrow('current transaction is aborted');
    expect([await stage.effects(), await state()]).toEqual([[], 'active']);
  });

  test('leaves nothing locked when its attempt ends before its transaction', async () => {
    await own.pool.query(`INSERT INTO effects VALUES ('shared')`);
    const first = await take();
    let isOpen = false;
    const failed = inTransaction(first, async (tx) => {
      await tx.query(`UPDATE effects SET event = 'first'`);
      isOpen = true;
      await new Promise(() => {});
    });
    // It never settles, as its work does not.
    void failed.catch(() => {});
    await until(() => isOpen);
    expect(await pull.settle(first, { state: 'retry', delayMs: 0, reason: 'too slow' })).toBe(true);
    const second = await take();
    await inTransaction(second, (tx) => tx.query(`UPDATE effects SET event = 'second'`));
    expect([second.attempt, await stage.effects()]).toEqual([2, ['second']]);
  });

  describe('and that has passed to another', () => {
    const done: Verdict = { state: 'done' };
    /** Takes the message with the first worker, and does what lets another take it. */
    const later = async (lives: string): Promise<{ zombie: PgBossLease; heir: PgBossLease }> => {
      const zombie = await take();
      await passOn();
      const heir = await take();
      expect(heir.attempt).toBe(2);
      if (lives === 'in the same life') return { zombie, heir };
      if (lives === 'after a replay') await pull.settle(heir, done);
      else await pull.settle(heir, { state: 'dead', reason: 'gone' });
      const { id } = zombie.message;
      const { engine } = stage;
      expect(await (lives === 'after a replay' ? engine.replay(id) : engine.dead.retry(id))).toBe(true);
      const next = await take();
      expect(next.attempt).toBe(1);
      return { zombie, heir: next };
    };
    test.each(['in the same life', 'after a replay', 'after dead.retry'])(
      'is out of reach %s',
      async (lives) => {
        const { zombie, heir } = await later(lives);
        expect(await pull.extend(zombie, 1000)).toBe(false);
        const verdicts: Exclude<Verdict, { state: 'settled' }>[] = [
          done,
          { state: 'retry', delayMs: 0, reason: '' },
          { state: 'dead', reason: '' },
          { state: 'released', delayMs: 0 },
        ];
        for (const verdict of verdicts) expect(await pull.settle(zombie, verdict)).toBe(false);
        const work = vi.fn(insert);
        await expect(inTransaction(zombie, work)).rejects.toMatchObject({ code: 'lease_lost' });
        expect(work).not.toHaveBeenCalled();
        expect(zombie.lost.aborted).toBe(true);
        expect([await state(), await stage.effects(), heir.lost.aborted]).toEqual(['active', [], false]);
        expect(await pull.settle(heir, done)).toBe(true);
        expect(await state()).toBe('completed');
      },
    );

    test('while its transaction is open: that is rolled back', async () => {
      const zombie = await take();
      const refused = inTransaction(zombie, async (tx) => {
        await insert(tx);
        await passOn();
        await take();
      });
      await expect(refused).rejects.toMatchObject({ code: 'lease_lost' });
      expect([await state(), await stage.effects()]).toEqual(['active', []]);
    });
  });
});
