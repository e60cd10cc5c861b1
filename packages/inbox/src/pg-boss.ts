import type { Inbox } from '@hooklatch/core/store';
import { createInbox, type InboxOptions } from './lib/create-inbox.ts';
import type { PgBossLike, PgPoolClient, PgPoolLike } from './lib/pg-boss-client.ts';
import { pgBossEngine } from './lib/pg-boss-engine.ts';

export type { PgBossLike, PgPoolClient, PgPoolLike } from './lib/pg-boss-client.ts';

/** Options of {@link pgBossInbox}. */
export interface PgBossInboxOptions<Pool extends PgPoolLike> extends InboxOptions {
  /** A `PgBoss` from 12.35 on, which the application starts and stops. Listen to its `error` event. */
  readonly boss: PgBossLike;
  /** A `Pool` of `pg` on the same database, for the transactions of handlers: give it as many as `concurrency`. */
  readonly pool: Pool;
  /** The queue, which is the inbox's alone: letters, digits, `_`, `-`, `.` and `/`. (`hooklatch`) */
  readonly queue?: string | undefined;
  /** pg-boss's `schema`, where it was given one. (`pgboss`) */
  readonly schema?: string | undefined;
  /** How long a message that was handled is remembered at least, in milliseconds. (7 days) */
  readonly retentionMs?: number | undefined;
  /** How often a worker looks for messages, in milliseconds; those of its own process wake it. (1000) */
  readonly pollMs?: number | undefined;
}

const weekMs = 7 * 86_400_000;

/**
 * An inbox in PostgreSQL, on pg-boss 12.35 or newer: a message is a job with an id that follows from its event, so that
 * pg-boss's primary key knows a duplicate. All messages of a turn of the event loop are kept in one statement.
 *
 * Call `migrate` once pg-boss has started: it makes the queue, with a table of its own. Messages are kept, handed out and
 * ended on pg-boss's connections; the pool's are for the transactions of handlers, so that neither waits for the other.
 * `synchronous_commit` must not be `off`; where a standby is to take over without a loss, it must be synchronous, and the
 * setting not `local`.
 *
 * `context.withTransaction` gives the handler a client of the pool; the message is done when it commits, and only then.
 * A transaction of level `REPEATABLE READ` or `SERIALIZABLE` that takes longer than half a lease fails.
 *
 * Leases last whole seconds. A handler can run for 24 hours at most. In pg-boss's dashboard a message is `created`,
 * `retry`, `active`, `completed`, or, where it is dead, `failed`; its own retry gives such a one another life.
 *
 * @param options - pg-boss, a pool, and names
 * @returns the inbox; close it before pg-boss and the pool, which it leaves open
 * @throws TypeError where an option cannot be used
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { pgBossInbox } from '@hooklatch/inbox/pg-boss';
 * import { stripe } from '@hooklatch/providers/stripe';
 * import { Pool } from 'pg';
 * import { PgBoss } from 'pg-boss';
 *
 * const connectionString = process.env.DATABASE_URL ?? '';
 * const boss = new PgBoss(connectionString);
 * boss.on('error', console.error);
 * await boss.start();
 * const inbox = pgBossInbox({ boss, pool: new Pool({ connectionString }) });
 * await inbox.migrate();
 *
 * export const webhook = createWebhook(stripe(), { inbox });
 * await inbox.work([{ provider: stripe(), on: { 'invoice.paid': (event) => console.log(event.id) } }]);
 * ```
 */
export function pgBossInbox<Pool extends PgPoolLike>({
  boss,
  pool,
  queue = 'hooklatch',
  schema = 'pgboss',
  retentionMs = weekMs,
  pollMs = 1000,
  maxBacklog,
}: PgBossInboxOptions<Pool>): Inbox<PgPoolClient<Pool>> {
  if (typeof (boss as PgBossLike | undefined)?.fetch !== 'function')
    throw new TypeError('boss must be a PgBoss.');
  if (typeof (pool as PgPoolLike | undefined)?.totalCount !== 'number') {
    throw new TypeError('pool must be a Pool of pg, not one connection.');
  }
  if (!/^[\w.\-/]+$/.test(queue)) throw new TypeError('queue may have letters, digits, _, -, . and / in it.');
  if (!/^[A-Za-z_]\w{0,49}$/.test(schema)) throw new TypeError('schema must be a plain name.');
  const retentionSeconds = Math.ceil(retentionMs / 1000);
  if (!(retentionSeconds > 0 && retentionSeconds < 2 ** 31)) {
    throw new TypeError(`retentionMs cannot be ${retentionMs}.`);
  }
  if (!(pollMs > 0 && pollMs < 2 ** 31)) throw new TypeError(`pollMs cannot be ${pollMs}.`);
  return createInbox(pgBossEngine({ boss, pool, queue, schema, retentionSeconds }, pollMs), { maxBacklog });
}
