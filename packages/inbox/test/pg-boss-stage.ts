import { messageId, type Inbox, type InboxMessage } from '@hooklatch/core/store';
import { Pool, type PoolClient } from 'pg';
import { PgBoss, type ConstructorOptions } from 'pg-boss';
import { afterAll, beforeAll } from 'vitest';
import { createDatabase } from '../../../test/servers/create-database.ts';
import type { PostgresAddress } from '../../../test/servers/postgres.ts';
import { later } from '../../../test/servers/later.ts';
import type { EngineWork, EngineWorker, InboxEngine, Run } from '../src/lib/engine.ts';
import { pgBossEngine } from '../src/lib/pg-boss-engine.ts';
import { pgBossInbox, type PgBossInboxOptions } from '../src/pg-boss.ts';

/** pg-boss and a pool on one database, as a process has them. */
export interface PgBossProcess {
  readonly url: string;
  readonly boss: PgBoss;
  readonly pool: Pool;
  /** Connections that were lost say so here. */
  readonly errors: Error[];
  inbox(options?: Partial<PgBossInboxOptions<Pool>>): Inbox<PoolClient>;
  /** What an inbox is made of; finished messages are remembered for an hour. */
  engine(queue: string, retentionSeconds?: number): InboxEngine;
  close(): Promise<void>;
}

/** Opens what a process needs; a worker asks every 50 ms. `max` connections are for pg-boss and as many for the pool. */
export async function openProcess(url: string, options: ConstructorOptions = {}): Promise<PgBossProcess> {
  const errors: Error[] = [];
  const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false, ...options });
  const pool = new Pool({ connectionString: url, ...(options.max && { max: options.max }) });
  boss.on('error', (error) => void errors.push(error));
  pool.on('error', (error) => void errors.push(error));
  await boss.start();
  // A connection that is ended in the moment in which it is lent: somebody is to listen by then.
  const lent = (client: PoolClient): void => void client.on('error', (error) => void errors.push(error));
  (boss.getDb() as { readonly pool?: Pool }).pool?.on('connect', lent);
  return {
    url,
    boss,
    pool,
    errors,
    inbox: (given) => pgBossInbox({ boss, pool, pollMs: 50, ...given }),
    engine: (queue, retentionSeconds = 3600) =>
      pgBossEngine({ boss, pool, queue, schema: 'pgboss', retentionSeconds }, 50),
    async close() {
      await boss.stop({ graceful: false });
      await pool.end();
    },
  };
}

/** A database of its own, with pg-boss in it. */
export async function openFirst(
  server: PostgresAddress,
  options?: ConstructorOptions,
): Promise<PgBossProcess> {
  return openProcess(await createDatabase(server), options);
}

/** A process for the tests around, on a database of its own with pg-boss in it. */
export function useProcess(server: PostgresAddress, options?: ConstructorOptions): PgBossProcess {
  let own: PgBossProcess;
  beforeAll(async () => {
    own = await openFirst(server, options);
  });
  afterAll(() => own?.close());
  return later(() => own);
}

/** A message of an event with this id. */
export async function toMessage(eventId: string, more: Partial<InboxMessage> = {}): Promise<InboxMessage> {
  const key = `acme:${eventId}`;
  return {
    id: await messageId(key),
    key,
    endpoint: 'acme',
    provider: 'acme',
    eventId,
    type: 'order.paid',
    receivedAt: Date.now(),
    method: 'POST',
    url: 'https://example.com/webhooks/acme',
    headers: [['Content-Type', 'application/json']],
    body: new TextEncoder().encode(`{"id":"${eventId}"}`),
    proof: { scheme: 0, secretIndex: 0 },
    ...more,
  };
}

/** Works with ten at once, and a lease of a second. */
export function workWith(
  engine: InboxEngine,
  run: Run,
  more: Partial<EngineWork> = {},
): Promise<EngineWorker> {
  return engine.work({ run, concurrency: 10, leaseMs: 1000, onUnsettled: () => {}, ...more });
}
