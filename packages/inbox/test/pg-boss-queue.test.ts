import { Client, Pool } from 'pg';
import { PgBoss } from 'pg-boss';
import { describe, expect, test } from 'vitest';
import { createDatabase } from '../../../test/servers/create-database.ts';
import { hasPostgres } from '../../../test/servers/postgres.ts';
import { usePostgres } from '../../../test/servers/use-postgres.ts';
import { until } from '../../../test/servers/until.ts';
import { pgBossEngine } from '../src/lib/pg-boss-engine.ts';
import { pgBossInbox } from '../src/pg-boss.ts';
import { writeMessageJson } from '../src/lib/message-json.ts';
import { openProcess, toMessage, workWith, useProcess } from './pg-boss-stage.ts';

describe.skipIf(!hasPostgres)('the queue of an inbox in pg-boss', () => {
  const server = usePostgres();
  const own = useProcess(server);

  test('eight migrations at once make it once', async () => {
    const processes = await Promise.all([1, 2].map(() => openProcess(own.url)));
    const inboxes = [...processes, ...processes, ...processes, ...processes].map((one) =>
      one.inbox({ queue: 'at.once' }),
    );
    await Promise.all(inboxes.map((inbox) => inbox.migrate()));
    await Promise.all(processes.map((one) => one.close()));
    const found = await own.boss.getQueue('at.once');
    expect(found).toMatchObject({
      deleteAfterSeconds: 7 * 86_400,
      retryLimit: 1_000_000,
      heartbeatSeconds: 30,
    });
    expect(found?.retentionSeconds).toBeGreaterThan(10 * 365 * 86_400);
    const drift = await own.boss.detectSchemaDrift();
    expect(drift.ok).toBe(true);
  });

  test('another retention comes with the next migration', async () => {
    await own.inbox({ queue: 'later' }).migrate();
    await own.inbox({ queue: 'later', retentionMs: 1500 }).migrate();
    expect(await own.boss.getQueue('later')).toMatchObject({ deleteAfterSeconds: 2 });
  });

  test('before migrate nothing is kept, and no worker starts', async () => {
    const inbox = own.inbox({ queue: 'missing' });
    await expect(inbox.put(await toMessage('a'))).rejects.toThrow('missing');
    await expect(inbox.work([])).rejects.toThrow(TypeError);
    await expect(inbox.work([])).rejects.toThrow('call inbox.migrate() first');
  });

  test('before pg-boss has started everything says so', async () => {
    const boss = new PgBoss(own.url);
    const inbox = pgBossInbox({ boss, pool: own.pool });
    const message = 'Start pg-boss before its inbox is used: await boss.start().';
    await expect(inbox.migrate()).rejects.toThrow(message);
    await expect(inbox.put(await toMessage('a'))).rejects.toThrow(message);
  });

  test('a server that may lose what it has committed is refused', async () => {
    await own.inbox({ queue: 'durable' }).migrate();
    const careless = await openProcess(own.url, { options: '-c synchronous_commit=off' });
    const inbox = careless.inbox({ queue: 'durable' });
    await expect(inbox.put(await toMessage('a'))).rejects.toThrow(TypeError);
    await expect(inbox.put(await toMessage('a'))).rejects.toThrow('synchronous_commit is off');
    await expect(inbox.migrate()).rejects.toThrow('synchronous_commit is off');
    await careless.close();
    const local = await openProcess(own.url, { options: '-c synchronous_commit=local' });
    expect(await local.inbox({ queue: 'durable' }).put(await toMessage('a'))).toBe('stored');
    await local.close();
  });

  test('a pool of another database is refused', async () => {
    const pool = new Pool({ connectionString: await createDatabase(server) });
    await expect(own.inbox({ pool }).migrate()).rejects.toThrow("it must be connected to pg-boss's database");
    await pool.end();
  });

  test('pg-boss in a schema of its own needs its name', async () => {
    const boss = new PgBoss({ connectionString: own.url, schema: 'jobs', supervise: false, schedule: false });
    await boss.start();
    await expect(own.inbox({ boss, queue: 'other' }).migrate()).rejects.toThrow(
      'give pgBossInbox its schema',
    );
    const inbox = own.inbox({ boss, queue: 'other', schema: 'jobs' });
    await inbox.migrate();
    expect(await inbox.put(await toMessage('a'))).toBe('stored');
    expect(await inbox.stats()).toEqual({ waiting: 1, delayed: 0, active: 0, dead: 0 });
    await boss.stop({ graceful: false });
  });

  test('a queue with a policy is refused', async () => {
    await own.boss.createQueue('short', { policy: 'short' });
    await expect(own.inbox({ queue: 'short' }).migrate()).rejects.toThrow('a queue of its own');
  });

  test('where pg-boss has a database of the application\u2019s, the pool has the transactions', async () => {
    const db = { executeSql: (text: string, values?: unknown[]) => own.pool.query(text, values) };
    const boss = new PgBoss({ db, supervise: false, schedule: false });
    await boss.start();
    const parts = { boss, pool: own.pool, queue: 'adapted', schema: 'pgboss', retentionSeconds: 60 };
    const engine = pgBossEngine(parts, 50);
    await engine.migrate();
    await engine.put([await toMessage('a')]);
    const attempts: number[] = [];
    const worker = await workWith(engine, async ({ attempt }) => {
      attempts.push(attempt);
      return attempt === 1
        ? { state: 'retry', delayMs: 0, reason: 'busy' }
        : { state: 'dead', reason: 'gone' };
    });
    await until(async () => (await engine.dead.list()).length > 0);
    await worker.stop();
    await boss.stop({ graceful: false });
    expect(attempts).toEqual([1, 2]);
  });

  test('a queue that shares its table with others is used too', async () => {
    await own.boss.createQueue('shared');
    const inbox = own.inbox({ queue: 'shared' });
    await inbox.migrate();
    expect(await inbox.put(await toMessage('a'))).toBe('stored');
    expect(await inbox.put(await toMessage('a'))).toBe('duplicate');
  });

  test.each([
    ['no boss', { boss: undefined }, 'boss must be a PgBoss'],
    ['one connection', { pool: new Client() }, 'not one connection'],
    ['a queue with a quote', { queue: "a'b" }, 'queue may have'],
    ['an empty queue', { queue: '' }, 'queue may have'],
    ['a schema with a quote', { schema: 'a"b' }, 'schema must be'],
    ['no retention', { retentionMs: 0 }, 'retentionMs cannot be 0'],
    ['a retention that is no number', { retentionMs: Number.NaN }, 'retentionMs cannot be NaN'],
    ['no rest', { pollMs: -1 }, 'pollMs cannot be -1'],
  ])('%s is refused', (_name, options, message) => {
    const make = (): unknown => own.inbox(options as object);
    expect(make).toThrow(TypeError);
    expect(make).toThrow(message);
  });

  test('among 60,000 messages nothing that workers and operators do reads them all', async () => {
    // One connection, so that it is known which one has something to tell.
    const one = await openProcess(own.url, { max: 1 });
    const engine = one.engine('many');
    await engine.migrate();
    const { table } = (await one.boss.getQueue('many')) as { table: string };
    const data = JSON.stringify(writeMessageJson(await toMessage('any')));
    await one.pool.query(
      `INSERT INTO pgboss.job (name, data, state, completed_on, policy, heartbeat_seconds, keep_until)
        SELECT 'many', $1, (CASE n % 3 WHEN 0 THEN 'created' ELSE 'completed' END)::pgboss.job_state,
          CASE WHEN n % 3 > 0 THEN now() END, 'standard', 30, now() + interval '1 year' FROM generate_series(1, 60000) n`,
      [data],
    );
    await one.pool.query(`VACUUM ANALYZE pgboss.${table}`);
    const scans = async (): Promise<unknown> => {
      await one.boss.getDb().executeSql('SELECT pg_stat_force_next_flush()');
      const count = 'SELECT seq_scan FROM pg_stat_user_tables WHERE relname = $1';
      return (await one.pool.query(count, [table])).rows[0]?.seq_scan;
    };
    const before = await scans();
    let handled = 0;
    const worker = await workWith(engine, async () => {
      handled += 1;
      return handled === 3 ? { state: 'dead', reason: 'gone' } : { state: 'done' };
    });
    await until(() => handled >= 100, { what: '100 messages' });
    await worker.stop();
    expect((await engine.dead.list()).length).toBe(1);
    expect(await engine.stats()).toMatchObject({ active: 0, dead: 1 });
    expect(await scans()).toBe(before);
    await one.close();
  });
});
