import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { hashPassword } from '../access/password.ts';
import { endSessionsOf } from '../access/sessions.ts';
import { toEmail } from '../access/users.ts';
import { writeAudit } from '../access/write-audit.ts';
import { openDatabase, type Tx } from '../database/open-database.ts';
import type { Row } from '../database/schema.ts';
import type { ExitCode, Io } from './io.ts';
import { findDatabase } from './start-options.ts';

/** What the audit says of who did it: somebody on the gateway's machine. */
const actor = { id: 'command' };

/**
 * Gives a user a new password, and prints it: for an owner who has lost it. It ends his sessions. The gateway may be at work.
 *
 * @param email - the user's
 * @param given - flags as commander gives them
 * @throws Error where there is no database, or no such user
 */
export async function runPassword(
  email: string,
  given: Readonly<Record<string, unknown>>,
  io: Io,
): Promise<ExitCode> {
  const origin = findDatabase(io, given['data'] as string | undefined);
  if ('file' in origin && !existsSync(origin.file))
    throw new Error(`There is no database at ${origin.file}.`);
  const password = randomBytes(15).toString('base64url');
  const hashed = await hashPassword(password);
  const database = await openDatabase(origin);
  try {
    const user = await database.transaction((tx) => changePassword(tx, email, hashed));
    io.stdout.write(`${password}\n`);
    io.stderr.write(`This is the password of ${user.email} now. Log in with it, and choose another one.\n`);
  } finally {
    await database.close();
  }
  return 0;
}

async function changePassword(tx: Tx, email: string, hashed: string): Promise<Row<'users'>> {
  const users = await tx.selectFrom('users').selectAll().where('disabled_at', 'is', null).execute();
  const user = users.find((one) => one.email === toEmail(email));
  if (user === undefined) {
    const owners = users.filter(({ role }) => role === 'owner').map((one) => one.email);
    throw new Error(
      owners.length === 0
        ? 'There is no user yet: the gateway prints a setup link when it starts.'
        : `No user who is not disabled has this address. Owners: ${owners.join(', ')}.`,
    );
  }
  await tx.updateTable('users').set({ password: hashed }).where('id', '=', user.id).execute();
  await endSessionsOf(tx, user.id);
  const detail = { password: 'changed' };
  await writeAudit(tx, Date.now(), { actor, action: 'user.change', subject: user.id, detail });
  return user;
}
