import type { Actor } from '../api/api.ts';
import { ApiError } from '../api/api-error.ts';
import type { OwnPassword } from '../api/access-schemas.ts';
import type { GatewayContext } from '../context.ts';
import type { LoginLimit } from './login-limit.ts';
import { hashPassword, isPassword } from './password.ts';
import { endSessionsOf, openSession } from './sessions.ts';
import { writeAudit } from './write-audit.ts';

/** Who changes his password, and from where. */
export interface OwnChange extends OwnPassword {
  readonly actor: Actor;
  readonly address: string;
  readonly userAgent?: string | undefined;
}

/**
 * Gives a user another password, who knows the one that he has: whoever sits down at his screen does not. Guesses count
 * as those of the login do. Every session of him ends, this one too, of which somebody may have a copy; he gets a new one.
 *
 * @returns what his cookie holds from now on
 * @throws ApiError 403 for a token, 422 where the current password is another one, 429 where it was tried too often
 */
export async function changeOwnPassword(
  context: GatewayContext,
  limit: LoginLimit,
  { actor, current, password, address, userAgent }: OwnChange,
): Promise<string> {
  if (actor.kind !== 'user') throw new ApiError(403, 'forbidden', 'A token has no password.');
  const { email, password: kept } = await context.db
    .selectFrom('users')
    .select(['email', 'password'])
    .where('id', '=', actor.id)
    .executeTakeFirstOrThrow();
  const takeBack = limit.attempt(address, email);
  if (!(await isPassword(current, kept))) {
    context.log.warn({ address }, 'a change of a password was refused');
    throw new ApiError(422, 'password_wrong', 'The current password is not right.');
  }
  takeBack();
  const next = await hashPassword(password);
  const now = context.now();
  return context.transaction(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('users')
      .set({ password: next })
      .where('id', '=', actor.id)
      .where('password', '=', kept)
      .where('disabled_at', 'is', null)
      .executeTakeFirst();
    // An owner was faster: what he did stays.
    if (Number(numUpdatedRows) === 0) {
      throw new ApiError(409, 'changed_meanwhile', 'The user was changed meanwhile: log in again.');
    }
    await endSessionsOf(tx, actor.id);
    const session = await openSession(tx, now, { id: actor.id, userAgent });
    await writeAudit(tx, now, { actor, action: 'password.change', subject: actor.id, detail: { address } });
    return session;
  });
}
