import { sql } from 'kysely';
import type { GatewayContext } from '../context.ts';

const batch = 500;

/**
 * Ends what can never be sent, because its channel is gone, and forgets old alerts.
 *
 * @returns how many alerts were forgotten
 */
export async function sweep(context: GatewayContext): Promise<number> {
  const now = context.now();
  await sql`UPDATE sends SET state = 'dead', last_error = ${'The channel was deleted.'}, settled_at = ${now}
    WHERE state = 'queued' AND channel_id IN (SELECT id FROM channels WHERE deleted_at IS NOT NULL)`.execute(
    context.db,
  );
  const { numAffectedRows } = await sql`DELETE FROM alerts WHERE id IN (SELECT id FROM alerts
    WHERE created_at < ${now - context.settings.retentionMs}
      AND NOT EXISTS (SELECT 1 FROM sends WHERE sends.alert_id = alerts.id AND sends.state IN ('queued', 'leased', 'summed'))
    ORDER BY created_at LIMIT ${batch})`.execute(context.db);
  return Number(numAffectedRows ?? 0);
}
