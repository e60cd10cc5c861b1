import { sql } from 'kysely';
import type { GatewayContext } from '../context.ts';

/** Ends what can never be sent, because its channel is gone. */
export async function sweep({ db, now }: Pick<GatewayContext, 'db' | 'now'>): Promise<void> {
  await sql`UPDATE sends SET state = 'dead', last_error = ${'The channel was deleted.'}, settled_at = ${now()}
    WHERE state = 'queued' AND channel_id IN (SELECT id FROM channels WHERE deleted_at IS NOT NULL)`.execute(
    db,
  );
}
