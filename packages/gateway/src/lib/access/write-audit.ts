import type { Kysely } from 'kysely';
import type { Actor } from '../api/api.ts';
import { createId } from '../create-id.ts';
import type { Database } from '../database/schema.ts';

/** What somebody did. */
export interface AuditEntry {
  readonly actor: Pick<Actor, 'id'>;
  /** A noun and a verb: `endpoint.create`. */
  readonly action: string;
  readonly subject?: string | undefined;
  /** No secrets. */
  readonly detail?: object | undefined;
}

/** Notes what somebody did; in the transaction that does it. */
export async function writeAudit(db: Kysely<Database>, now: number, entry: AuditEntry): Promise<void> {
  const { actor, action, subject, detail } = entry;
  await db
    .insertInto('audit')
    .values({
      id: createId('aud', now),
      at: now,
      actor: actor.id,
      action,
      subject: subject ?? null,
      detail: detail ? JSON.stringify(detail) : null,
    })
    .execute();
}
