import type { NewUser, User, UserChange } from '../api/access-schemas.ts';
import type { Actor } from '../api/api.ts';
import { ApiError, found } from '../api/api-error.ts';
import type { GatewayContext } from '../context.ts';
import { createId } from '../create-id.ts';
import type { Tx } from '../database/open-database.ts';
import type { Row } from '../database/schema.ts';
import { hashPassword } from './password.ts';
import { endSessionsOf } from './sessions.ts';
import { writeAudit } from './write-audit.ts';

/** How an address is kept: people write it as they like. */
export const toEmail = (text: string): string => text.trim().normalize('NFKC').toLowerCase();

/** Every user, the oldest first. */
export async function listUsers({ db }: Pick<GatewayContext, 'db'>): Promise<User[]> {
  const rows = await db.selectFrom('users').selectAll().orderBy('id').execute();
  return rows.map(toUser);
}

/** @throws ApiError 409 where the address has a user already */
export async function createUser(context: GatewayContext, actor: Actor, user: NewUser): Promise<User> {
  const password = await hashPassword(user.password);
  const now = context.now();
  return context.transaction(async (tx) => {
    const row = await insertUser(tx, now, { ...user, password });
    const detail = { email: row.email, role: row.role };
    await writeAudit(tx, now, { actor, action: 'user.create', subject: row.id, detail });
    return toUser(row);
  });
}

/**
 * Writes a user's row.
 *
 * @param user - with the password as it is kept
 * @throws ApiError 409 where the address has a user already
 */
export async function insertUser(tx: Tx, now: number, user: NewUser): Promise<Row<'users'>> {
  const { name, role, password } = user;
  const row = await tx
    .insertInto('users')
    .values({
      id: createId('usr', now),
      email: toEmail(user.email),
      name,
      role,
      password,
      created_at: now,
      disabled_at: null,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) throw new ApiError(409, 'email_taken', 'There is a user with this address already.');
  return row;
}

/**
 * Changes a user. Another password, and being disabled, ends every session of him.
 *
 * @throws ApiError 404 where there is none, 409 where no owner would be left
 */
export async function changeUser(
  context: GatewayContext,
  actor: Actor,
  id: string,
  change: UserChange,
): Promise<User> {
  const password = change.password === undefined ? undefined : await hashPassword(change.password);
  const now = context.now();
  return context.transaction(async (tx) => {
    const owners = await lockOwners(context, tx);
    const user = found(await findUser(tx, id), 'user');
    const isLost = (change.role !== undefined && change.role !== 'owner') || change.isDisabled === true;
    if (isLost) keepAnOwner(owners, id);
    const row = await tx
      .updateTable('users')
      .set({
        name: change.name ?? user.name,
        role: change.role ?? user.role,
        password: password ?? user.password,
        disabled_at: change.isDisabled === undefined ? user.disabled_at : change.isDisabled ? now : null,
      })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    if (password !== undefined || change.isDisabled) await endSessionsOf(tx, id);
    const { password: _, ...shown } = change;
    const detail = { ...shown, ...(password !== undefined && { password: 'changed' }) };
    await writeAudit(tx, now, { actor, action: 'user.change', subject: id, detail });
    return toUser(row);
  });
}

/**
 * Deletes a user, and his sessions with him.
 *
 * @throws ApiError 404 where there is none, 409 where no owner would be left
 */
export async function deleteUser(context: GatewayContext, actor: Actor, id: string): Promise<void> {
  await context.transaction(async (tx) => {
    const owners = await lockOwners(context, tx);
    const { email } = found(await findUser(tx, id), 'user');
    keepAnOwner(owners, id);
    await endSessionsOf(tx, id);
    await tx.deleteFrom('users').where('id', '=', id).execute();
    await writeAudit(tx, context.now(), { actor, action: 'user.delete', subject: id, detail: { email } });
  });
}

const findUser = (tx: Tx, id: string): Promise<Row<'users'> | undefined> =>
  tx.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();

/** Two owners who remove each other at once are one after the other. */
async function lockOwners({ kind }: GatewayContext, tx: Tx): Promise<readonly string[]> {
  let query = tx
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'owner')
    .where('disabled_at', 'is', null);
  if (kind === 'postgres') query = query.orderBy('id').forUpdate();
  return (await query.execute()).map(({ id }) => id);
}

function keepAnOwner(owners: readonly string[], lost: string): void {
  if (owners.length !== 1 || owners[0] !== lost) return;
  throw new ApiError(409, 'last_owner', 'This is the last owner: make somebody else an owner first.');
}

/** @param row - as it is kept */
const toUser = (row: Row<'users'>): User => ({
  id: row.id,
  email: row.email,
  name: row.name,
  role: row.role,
  isDisabled: row.disabled_at !== null,
  createdAt: row.created_at,
});
