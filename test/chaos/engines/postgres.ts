import type { Inbox } from '@hooklatch/inbox';
import { Pool, type PoolClient } from 'pg';
import { PgBoss } from 'pg-boss';
import type { ChaosConfig } from '../config.ts';
import type { OpenEngine } from '../engines.ts';
import type { Failpoints } from '../failpoint.ts';
import { watchedClient } from './watched-pg-client.ts';

/** Opens an inbox on pg-boss. */
export async function openPostgres(config: ChaosConfig, points: Failpoints): Promise<OpenEngine> {
  const { data, retentionMs, graceMs, upkeep } = config;
  const { pgBossInbox } = await import('@hooklatch/inbox/pg-boss');
  const connection = { connectionString: data, max: 4, Client: watchedClient(points) };
  const pool = new Pool(connection);
  // A server that restarts ends idle connections: the pool makes others.
  pool.on('error', () => {});
  const boss = new PgBoss({
    ...connection,
    schedule: false,
    supervise: upkeep,
    ...(upkeep && { superviseIntervalSeconds: 1, maintenanceIntervalSeconds: 1, monitorIntervalSeconds: 1 }),
  });
  boss.on('error', () => {});
  await boss.start();
  const inbox = pgBossInbox({ boss, pool, pollMs: 100, retentionMs });
  return {
    inbox: inbox as unknown as Inbox<never>,
    async prepare() {
      await inbox.migrate();
      await pool.query('CREATE TABLE IF NOT EXISTS effects (event_id text NOT NULL)');
    },
    writeEffect: async (tx, id) =>
      void (await (tx as PoolClient).query('INSERT INTO effects (event_id) VALUES ($1)', [id])),
    async readEffects() {
      const { rows } = await pool.query<{ event_id: string }>('SELECT event_id FROM effects');
      return rows.map((row) => row.event_id);
    },
    async findHalves() {
      const { rows } = await pool.query<{ id: string; state: string }>(
        `SELECT id, state FROM pgboss.job WHERE (state IN ('completed', 'failed')) <> (completed_on IS NOT NULL)`,
      );
      return rows.map(({ id, state }) => `${id} is ${state}, and is not`);
    },
    async countKnown() {
      const { rows } = await pool.query<{ count: number }>('SELECT count(*)::int AS count FROM pgboss.job');
      return rows[0]?.count ?? 0;
    },
    async close() {
      await inbox.close({ graceMs });
      await boss.stop({ graceful: false });
      await pool.end();
    },
  };
}
