import type { NewToken, Token } from '../api/access-schemas.ts';
import type { Actor, Scope } from '../api/api.ts';
import { ApiError, found } from '../api/api-error.ts';
import type { GatewayContext } from '../context.ts';
import { createId } from '../create-id.ts';
import type { Row } from '../database/schema.ts';
import { hashOf, randomToken } from './random-token.ts';
import { writeAudit } from './write-audit.ts';

/** What every token of the API begins with, so that scanners of secrets know it. */
export const tokenPrefix = 'gw_';
/** How old what is known of its use may become. */
const usedMs = 60_000;

/** Who has a token that has not expired. */
export async function findToken(
  context: Pick<GatewayContext, 'db' | 'now'>,
  hash: string,
): Promise<Actor | undefined> {
  const { db, now } = context;
  const time = now();
  const row = await db
    .selectFrom('tokens')
    .select(['id', 'name', 'scopes', 'last_used_at'])
    .where('hash', '=', hash)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', time)]))
    .executeTakeFirst();
  if (row === undefined) return undefined;
  if ((row.last_used_at ?? 0) < time - usedMs) {
    await db.updateTable('tokens').set({ last_used_at: time }).where('id', '=', row.id).execute();
  }
  return { kind: 'token', id: row.id, name: row.name, scopes: JSON.parse(row.scopes) as Scope[] };
}

/** Every token, the newest first. */
export async function listTokens({ db }: Pick<GatewayContext, 'db'>): Promise<Token[]> {
  const rows = await db.selectFrom('tokens').selectAll().orderBy('id', 'desc').execute();
  return rows.map(toToken);
}

/**
 * Makes a token.
 *
 * @returns also the token itself, which is kept nowhere
 * @throws ApiError 403 where somebody gives what he has not, 422 where it has expired already
 */
export async function createToken(
  context: GatewayContext,
  actor: Actor,
  { name, scopes, expiresAt = null }: NewToken,
): Promise<Token & { readonly token: string }> {
  const now = context.now();
  const missing = scopes.find((scope) => !actor.scopes.includes(scope));
  if (missing !== undefined)
    throw new ApiError(403, 'forbidden', `You do not have the scope ${missing} yourself.`);
  if (expiresAt !== null && expiresAt <= now)
    throw new ApiError(422, 'invalid', 'expiresAt lies in the past.');
  const token = `${tokenPrefix}${randomToken()}`;
  const row: Row<'tokens'> = {
    id: createId('tok', now),
    name,
    hash: hashOf(token),
    scopes: JSON.stringify([...new Set(scopes)]),
    created_by: actor.id,
    created_at: now,
    last_used_at: null,
    expires_at: expiresAt,
  };
  await context.transaction(async (tx) => {
    await tx.insertInto('tokens').values(row).execute();
    await writeAudit(tx, now, { actor, action: 'token.create', subject: row.id, detail: { name, scopes } });
  });
  return { ...toToken(row), token };
}

/** @throws ApiError 404 where there is no such token */
export async function deleteToken(context: GatewayContext, actor: Actor, id: string): Promise<void> {
  await context.transaction(async (tx) => {
    const row = await tx.deleteFrom('tokens').where('id', '=', id).returning('name').executeTakeFirst();
    const { name } = found(row, 'token');
    await writeAudit(tx, context.now(), { actor, action: 'token.delete', subject: id, detail: { name } });
  });
}

const toToken = (row: Row<'tokens'>): Token => ({
  id: row.id,
  name: row.name,
  scopes: JSON.parse(row.scopes) as Scope[],
  createdBy: row.created_by,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
  expiresAt: row.expires_at,
});
