import type { NewUser } from '../api/access-schemas.ts';
import { ApiError } from '../api/api-error.ts';
import type { GatewayContext } from '../context.ts';
import type { Row } from '../database/schema.ts';
import { hashPassword } from './password.ts';
import { hashOf, randomToken } from './random-token.ts';
import { openSession } from './sessions.ts';
import { insertUser } from './users.ts';
import { writeAudit } from './write-audit.ts';

/** In `settings`, while nobody has used it. */
const tokenName = (token: string): string => `setup_token:${hashOf(token)}`;
const doneName = 'set_up_at';

/** Whether the gateway has had its first owner. */
export async function isSetUp({ db }: Pick<GatewayContext, 'db'>): Promise<boolean> {
  const row = await db.selectFrom('settings').select('name').where('name', '=', doneName).executeTakeFirst();
  return row !== undefined;
}

/**
 * Makes the token that lets somebody become the first owner; its hash alone is kept.
 *
 * Several processes on one PostgreSQL print one each, and any of them will do, once. A file of SQLite has one process:
 * what an earlier start has printed is worth nothing any more.
 *
 * @returns `undefined` where the gateway has been set up
 */
export async function createSetupToken(context: GatewayContext): Promise<string | undefined> {
  if (await isSetUp(context)) return undefined;
  const token = randomToken();
  await context.transaction(async (tx) => {
    if (context.kind === 'sqlite')
      await tx.deleteFrom('settings').where('name', 'like', 'setup_token:%').execute();
    await tx
      .insertInto('settings')
      .values({ name: tokenName(token), value: String(context.now()) })
      .execute();
  });
  return token;
}

/** What is given to set a gateway up. */
export interface Setup extends Omit<NewUser, 'role'> {
  readonly token: string;
  readonly userAgent?: string | undefined;
}

/**
 * Makes the first owner, once, and signs him in.
 *
 * @returns the owner, and what his cookie holds
 * @throws ApiError 403 where the token is another one, 409 where the gateway has been set up
 */
export async function setUp(
  context: GatewayContext,
  { token, userAgent, ...user }: Setup,
): Promise<{ readonly user: Row<'users'>; readonly session: string }> {
  const name = tokenName(token);
  await expectToken(context, name);
  const password = await hashPassword(user.password);
  const now = context.now();
  return context.transaction(async (tx) => {
    // Whoever writes this row first is the one.
    const done = await tx
      .insertInto('settings')
      .values({ name: doneName, value: String(now) })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .executeTakeFirst();
    if (!done.numInsertedOrUpdatedRows) throw alreadySetUp();
    await tx.deleteFrom('settings').where('name', 'like', 'setup_token:%').execute();
    const row = await insertUser(tx, now, { ...user, role: 'owner', password });
    const session = await openSession(tx, now, { id: row.id, userAgent });
    await writeAudit(tx, now, { actor: row, action: 'gateway.set_up', subject: row.id });
    return { user: row, session };
  });
}

async function expectToken(context: GatewayContext, name: string): Promise<void> {
  if (await isSetUp(context)) throw alreadySetUp();
  const kept = await context.db
    .selectFrom('settings')
    .select('name')
    .where('name', '=', name)
    .executeTakeFirst();
  if (kept === undefined) {
    throw new ApiError(
      403,
      'setup_token_invalid',
      'This is not the setup token that the gateway printed when it started.',
    );
  }
}

const alreadySetUp = (): ApiError =>
  new ApiError(409, 'already_set_up', 'The gateway has been set up already: log in.');
