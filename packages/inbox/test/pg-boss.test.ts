import { describeEngine } from '@hooklatch/testing/contract';
import { afterAll, beforeAll, describe, test } from 'vitest';
import type { PoolClient } from 'pg';
import { hasPostgres, sharedPostgres } from '../../../test/servers/postgres.ts';
import { openFirst, openProcess, type PgBossProcess } from './pg-boss-stage.ts';

const queue = 'contract';

describe.skipIf(!hasPostgres)('an inbox in pg-boss', () => {
  let server: Awaited<ReturnType<typeof sharedPostgres>>;
  let first: PgBossProcess;
  let second: PgBossProcess;
  beforeAll(async () => {
    server = await sharedPostgres();
    first = await openFirst(server);
    second = await openProcess(first.url);
    await first.pool.query('CREATE TABLE texts (text text)');
    await first.inbox({ queue }).migrate();
  });
  afterAll(async () => {
    await second?.close();
    await first?.close();
    await server?.release();
  });

  const age = `UPDATE pgboss.job SET heartbeat_on = heartbeat_on - interval '1 hour' WHERE state = 'active'`;
  const open = async () => {
    await first.boss.deleteAllJobs(queue);
    await first.pool.query('TRUNCATE texts, hooklatch_events, hooklatch_events_watermarks');
    return {
      inbox: first.inbox({ queue }),
      other: second.inbox({ queue }),
      endLeases: async () => void (await first.pool.query(age)),
      close() {},
    };
  };
  describeEngine<PoolClient>({ describe, test }, open, {
    name: 'pg-boss 12',
    unitMs: 150,
    transactions: {
      write: (tx, text) => tx.query('INSERT INTO texts VALUES ($1)', [text]),
      readAll: async () =>
        (await first.pool.query('SELECT text FROM texts')).rows.map(({ text }) => text as string),
    },
  });
});
