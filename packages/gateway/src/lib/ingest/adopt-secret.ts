import { writeAudit } from '../access/write-audit.ts';
import type { GatewayContext } from '../context.ts';
import type { Tx } from '../database/open-database.ts';
import { checkProvider } from '../endpoints/check-provider.ts';
import { laterThan } from '../endpoints/read-endpoint.ts';
import { readSecrets } from '../endpoints/read-secrets.ts';
import { readOptions } from '../endpoints/secret-options.ts';
import { toSecretRow } from '../endpoints/secrets.ts';
import type { Row } from '../database/schema.ts';

/** What a context has to have for a secret to be adopted. */
export type AdoptingContext = Pick<GatewayContext, 'db' | 'kind' | 'transaction' | 'vault' | 'bus' | 'now'>;

/** What the audit says of who did it: nobody, a provider's handshake. */
const actor = { id: 'handshake' };

/**
 * Makes the secret that a handshake brings the endpoint's own, where it has none.
 *
 * Nothing proves a handshake but that it knows the address. So the first one decides, and no later one changes it, also
 * where the secret has ended: that is for a person, who deletes it.
 *
 * @param context - of the gateway
 * @param endpointId - whose
 * @param secret - what was brought
 * @returns the id that the secret is kept under, also where the endpoint had this one; undefined where it has another
 * @throws ApiError 422 where the provider does not take it
 */
export async function adoptSecret(
  context: AdoptingContext,
  endpointId: string,
  secret: string,
): Promise<string | undefined> {
  const { vault } = context;
  const now = context.now();
  const row = toSecretRow(context, { endpointId, secret, position: 0, now });
  const kept = await context.transaction(async (tx) => {
    const endpoint = await lockEndpoint(context, tx, endpointId);
    const before = (await readSecrets(tx, [endpointId])).get(endpointId) ?? [];
    if (before.length > 0) return before.find((one) => vault.open(one.ciphertext, one.id) === secret)?.id;
    checkProvider(endpoint.provider, readOptions(endpoint.options, vault, endpointId), [secret]);
    await tx.insertInto('secrets').values(row).execute();
    const updated = { updated_at: laterThan(endpoint, now) };
    await tx.updateTable('endpoints').set(updated).where('id', '=', endpointId).execute();
    const detail = { endpoint: endpointId, fingerprint: row.fingerprint };
    await writeAudit(tx, now, { actor, action: 'secret.adopt', subject: row.id, detail });
    return row.id;
  });
  if (kept === row.id) context.bus.tell({ kind: 'configured', what: 'endpoints' });
  return kept;
}

/** Two handshakes at once are one after the other. */
async function lockEndpoint({ kind }: AdoptingContext, tx: Tx, id: string): Promise<Row<'endpoints'>> {
  const query = tx.selectFrom('endpoints').selectAll().where('id', '=', id).where('deleted_at', 'is', null);
  return (kind === 'postgres' ? query.forUpdate() : query).executeTakeFirstOrThrow();
}
