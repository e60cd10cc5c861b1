import { ApiError } from '../api/api-error.ts';
import type { GatewayContext } from '../context.ts';
import type { Row } from '../database/schema.ts';
import type { LoginLimit } from './login-limit.ts';
import { isPassword } from './password.ts';
import { openSession } from './sessions.ts';
import { toEmail } from './users.ts';
import { writeAudit } from './write-audit.ts';

/** What somebody logs in with, and from where. */
export interface Login {
  readonly email: string;
  readonly password: string;
  readonly address: string;
  readonly userAgent?: string | undefined;
}

/**
 * Signs a user in.
 *
 * @returns the user, and what his cookie holds
 * @throws ApiError 401 where the password is another one or there is no such user, 429 where it was tried too often
 */
export async function logIn(
  context: GatewayContext,
  limit: LoginLimit,
  { email, password, address, userAgent }: Login,
): Promise<{ readonly user: Row<'users'>; readonly session: string }> {
  const takeBack = limit.attempt(address, toEmail(email));
  const user = await context.db
    .selectFrom('users')
    .selectAll()
    .where('email', '=', toEmail(email))
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  // As much work is done where there is no such user, so that the time says nothing.
  if (!(await isPassword(password, user?.password)) || user === undefined) {
    context.log.warn({ address }, 'a login was refused');
    throw new ApiError(401, 'login_refused', 'The address or the password is not right.');
  }
  takeBack();
  const now = context.now();
  const session = await context.transaction(async (tx) => {
    const token = await openSession(tx, now, { id: user.id, userAgent });
    await writeAudit(tx, now, { actor: user, action: 'session.create', detail: { address } });
    return token;
  });
  return { user, session };
}
