import type { GatewayContext } from '../context.ts';
import type { Row } from '../database/schema.ts';
import type { Endpoint, Secret } from '../api/endpoint-schemas.ts';
import { endpointUrl } from './endpoint-address.ts';
import { readSecrets } from './read-secrets.ts';
import { showOptions } from './secret-options.ts';

/** A secret as it is shown: never itself. */
export function toSecretView(row: Row<'secrets'>): Secret {
  return {
    id: row.id,
    fingerprint: row.fingerprint,
    position: row.position,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  };
}

/** Endpoints as they are shown, each with its secrets and when something came last. */
export async function toEndpointViews(
  context: GatewayContext,
  rows: readonly Row<'endpoints'>[],
): Promise<Endpoint[]> {
  const ids = rows.map(({ id }) => id);
  const secrets = await readSecrets(context.db, ids);
  const last = new Map<string, number>();
  for (const id of ids) {
    const query = context.db.selectFrom('events').select('received_at').where('endpoint_id', '=', id);
    // oxlint-disable-next-line no-await-in-loop
    const event = await query.orderBy('seq', 'desc').limit(1).executeTakeFirst();
    if (event) last.set(id, event.received_at);
  }
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    provider: row.provider,
    url: endpointUrl(context, row.slug),
    isEnabled: row.enabled === 1,
    responseMode: row.response_mode,
    replyTimeoutMs: row.reply_timeout_ms,
    maxBodyBytes: row.max_body_bytes,
    options: showOptions(row.options),
    secrets: (secrets.get(row.id) ?? []).map(toSecretView),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    lastEventAt: last.get(row.id) ?? null,
  }));
}
