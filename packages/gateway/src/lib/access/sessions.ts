import type { Kysely } from 'kysely';
import type { Actor } from '../api/api.ts';
import type { GatewayContext } from '../context.ts';
import type { Database } from '../database/schema.ts';
import { hashOf, randomToken } from './random-token.ts';
import { scopesOf } from './roles.ts';

/** How long one lasts that nobody uses. */
export const sessionIdleMs: number = 12 * 3_600_000;
/** How long one lasts at the most. */
export const sessionMs: number = 30 * 86_400_000;
/** How old what is known of its use may become. */
const seenMs = 60_000;

type Asked = Pick<GatewayContext, 'db' | 'now'>;

/**
 * Opens a session.
 *
 * @param db - the transaction in which the user was found
 * @returns what the cookie holds; the database has its hash alone
 */
export async function openSession(
  db: Kysely<Database>,
  now: number,
  user: { readonly id: string; readonly userAgent?: string | undefined },
): Promise<string> {
  const token = randomToken();
  await db
    .insertInto('sessions')
    .values({
      hash: hashOf(token),
      user_id: user.id,
      created_at: now,
      seen_at: now,
      user_agent: user.userAgent?.slice(0, 300) ?? null,
    })
    .execute();
  return token;
}

/**
 * Who has a session that has not ended.
 *
 * @param hash - of what the cookie holds
 */
export async function findSession({ db, now }: Asked, hash: string): Promise<Actor | undefined> {
  const time = now();
  const row = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(['users.id', 'users.name', 'users.role', 'sessions.seen_at'])
    .where('sessions.hash', '=', hash)
    .where('sessions.seen_at', '>', time - sessionIdleMs)
    .where('sessions.created_at', '>', time - sessionMs)
    .where('users.disabled_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  if (row.seen_at < time - seenMs) {
    await db.updateTable('sessions').set({ seen_at: time }).where('hash', '=', hash).execute();
  }
  return { kind: 'user', id: row.id, name: row.name, scopes: scopesOf[row.role] };
}

/** Ends one session. */
export async function endSession(db: Kysely<Database>, hash: string): Promise<void> {
  await db.deleteFrom('sessions').where('hash', '=', hash).execute();
}

/** Ends every session of a user. */
export async function endSessionsOf(db: Kysely<Database>, userId: string): Promise<void> {
  await db.deleteFrom('sessions').where('user_id', '=', userId).execute();
}

/** Deletes what has ended by itself. */
export async function dropEndedSessions({ db, now }: Asked): Promise<void> {
  const time = now();
  await db
    .deleteFrom('sessions')
    .where((where) =>
      where.or([where('seen_at', '<=', time - sessionIdleMs), where('created_at', '<=', time - sessionMs)]),
    )
    .execute();
}
