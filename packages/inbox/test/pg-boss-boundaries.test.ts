import type { WebhookStore } from '@hooklatch/core/store';
import { Pool } from 'pg';
import { PgBoss } from 'pg-boss';
import { describe, expect, test } from 'vitest';
import { hasPostgres } from '../../../test/servers/postgres.ts';
import { usePostgres } from '../../../test/servers/use-postgres.ts';
import { pgBossEngine } from '../src/lib/pg-boss-engine.ts';
import { pgBossQueue } from '../src/lib/pg-boss-queue.ts';
import { openProcess, toMessage, useProcess } from './pg-boss-stage.ts';

describe.skipIf(!hasPostgres)('inboxes in pg-boss beside others', () => {
  const own = useProcess(usePostgres());

  const toParts = (queue: string, schema = 'pgboss') => ({
    boss: own.boss,
    pool: own.pool,
    queue,
    schema,
    retentionSeconds: 60,
  });
  const claimed = async (store: WebhookStore, key: string): Promise<string> => {
    const claim = await store.claim(key, 60_000);
    return claim.state === 'claimed' ? claim.token : claim.state;
  };

  describe.each([
    ['another queue', 'theirs', 'pgboss'],
    ['another schema', 'ours', 'jobs'],
  ])('of %s', (name, queue, schema) => {
    const key = (part: string): string => `${name}:${part}`;
    const open = (): WebhookStore[] =>
      [toParts('ours'), toParts(queue, schema)].map((parts) => pgBossEngine(parts, 50).store as WebhookStore);

    test('what one has claimed or done the other claims', async () => {
      const [ours, theirs] = open() as [WebhookStore, WebhookStore];
      for (const end of ['complete', 'transaction'] as const) {
        const token = await claimed(ours, key(end));
        expect(await ours.extend(key(end), token, 60_000)).toBe(true);
        if (end === 'complete') expect(await ours.complete(key(end), token, 60_000)).toBe(true);
        else
          expect(await ours.transaction?.(key(end), token, 60_000, () => 7)).toEqual({
            held: true,
            result: 7,
          });
        expect(await ours.claim(key(end), 60_000)).toEqual({ state: 'done' });
        const other = await claimed(theirs, key(end));
        expect(other).not.toBe('done');
        expect(await theirs.release(key(end), other)).toBe(true);
        expect(await claimed(theirs, key(end))).not.toBe('busy');
      }
    });

    test('what one has seen the version of the other has not', async () => {
      const [ours, theirs] = open() as [WebhookStore, WebhookStore];
      await ours.watermarks?.raise(key('order'), 5, 60_000);
      expect(await ours.watermarks?.read(key('order'))).toBe(5);
      expect(await theirs.watermarks?.read(key('order'))).toBeUndefined();
    });
  });

  test.each([
    ['a table of its own', true],
    ['a table with others', false],
  ])('a message is not lost where somebody has deleted the queue: %s', async (name, partition) => {
    const queue = `deleted.${partition}`;
    await own.boss.createQueue(queue, { partition });
    const engine = own.engine(queue);
    await engine.migrate();
    const [a, b] = [await toMessage(`${name} a`), await toMessage(`${name} b`)];
    expect(await engine.put([a])).toEqual(['stored']);
    expect(await engine.put([a, b])).toEqual(['duplicate', 'stored']);
    const admin = await openProcess(own.url);
    await admin.boss.deleteQueue(queue);
    await admin.close();
    await expect(own.inbox({ queue }).put(a)).rejects.toThrow(Error);
    await engine.migrate();
    expect(await engine.put([a, b])).toEqual(['stored', 'stored']);
  });

  test('a migration of what is there waits for nobody who writes', async () => {
    const engine = own.engine('written');
    await engine.migrate();
    const { table } = (await own.boss.getQueue('written')) as { table: string };
    const writer = await own.pool.connect();
    try {
      await writer.query('BEGIN');
      await writer.query(`LOCK TABLE pgboss.${table} IN ROW EXCLUSIVE MODE`);
      const pool = new Pool({ connectionString: own.url, options: '-c lock_timeout=300' });
      const [migrated] = await Promise.allSettled([pgBossQueue({ ...toParts('written'), pool }).migrate()]);
      await pool.end();
      expect(migrated).toEqual({ status: 'fulfilled', value: undefined });
    } finally {
      await writer.query('ROLLBACK');
      writer.release();
    }
  });

  test('a role that may only read and write rows migrates what is there', async () => {
    await own.engine('granted').migrate();
    const role = `hooklatch_rows_${process.pid}_${Date.now()}`;
    await own.pool.query(`CREATE ROLE ${role}`);
    const options = `-c role=${role}`;
    const boss = new PgBoss({ connectionString: own.url, options, supervise: false, schedule: false });
    const pool = new Pool({ connectionString: own.url, options });
    try {
      await own.pool.query(`GRANT USAGE ON SCHEMA pgboss, public TO ${role};
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss, public TO ${role}`);
      await boss.start();
      const engine = pgBossEngine({ ...toParts('granted'), boss, pool }, 50);
      await engine.migrate();
      expect(await engine.put([await toMessage('a')])).toEqual(['stored']);
    } finally {
      await boss.stop({ graceful: false }).catch(() => {});
      await pool.end();
      await own.pool.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    }
  });
});
