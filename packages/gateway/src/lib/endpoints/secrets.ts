import type { Actor } from '../api/api.ts';
import { ApiError, found } from '../api/api-error.ts';
import { writeAudit } from '../access/write-audit.ts';
import type { GatewayContext } from '../context.ts';
import { createId } from '../create-id.ts';
import type { Tx } from '../database/open-database.ts';
import type { NewRow, Row } from '../database/schema.ts';
import { fingerprintOf } from '../vault.ts';
import { checkProvider } from './check-provider.ts';
import { laterThan, readEndpoint } from './read-endpoint.ts';
import { readSecrets } from './read-secrets.ts';
import { readOptions } from './secret-options.ts';

type By = Pick<Actor, 'id'>;

/** So many of one endpoint are tried at most. */
const mostSecrets = 20;

/** A secret as it is kept: encrypted, and bound to its row. */
export function toSecretRow(
  { vault }: Pick<GatewayContext, 'vault'>,
  given: {
    readonly endpointId: string;
    readonly secret: string;
    readonly position: number;
    readonly now: number;
  },
): NewRow<'secrets'> {
  const { endpointId, secret, position, now } = given;
  const id = createId('sec', now);
  return {
    id,
    endpoint_id: endpointId,
    position,
    ciphertext: Buffer.from(vault.seal(secret, id)),
    fingerprint: fingerprintOf(secret),
    created_at: now,
    expires_at: null,
    last_used_at: null,
  };
}

/** The secrets that are good now, in the ring's order. @throws Error where they were encrypted with another key */
export function openSecrets(
  { vault }: Pick<GatewayContext, 'vault'>,
  rows: readonly Row<'secrets'>[],
  now: number,
): readonly string[] {
  return rows.filter((row) => isGood(row, now)).map(({ id, ciphertext }) => vault.open(ciphertext, id));
}

const isGood = ({ expires_at: end }: Row<'secrets'>, now: number): boolean => end === null || end > now;

/**
 * Adds a secret, before all others. Those stay good, or end after a time: so a secret is replaced without losing what was
 * signed with the old one.
 *
 * @param context - of the gateway
 * @param actor - who does it
 * @param endpointId - whose
 * @param given - the secret, and in how many milliseconds all others end (never)
 * @throws ApiError 404 where there is no such endpoint, 409 where it has the secret, 422 where the provider refuses it
 */
export async function addSecret(
  context: GatewayContext,
  actor: By,
  endpointId: string,
  given: { readonly secret: string; readonly expireOthersInMs?: number | undefined },
): Promise<Row<'secrets'>> {
  const { secret, expireOthersInMs } = given;
  const endpoint = await readEndpoint(context.db, endpointId);
  checkProvider(endpoint.provider, readOptions(endpoint.options, context.vault, endpointId), [secret]);
  const now = context.now();
  const row = toSecretRow(context, { endpointId, secret, position: 0, now });
  await context.transaction(async (tx) => {
    const before = (await readSecrets(tx, [endpointId])).get(endpointId) ?? [];
    refuseMore(
      before.filter((one) => isGood(one, now)),
      row.fingerprint,
    );
    await tx
      .updateTable('secrets')
      .set((eb) => ({ position: eb('position', '+', 1) }))
      .where('endpoint_id', '=', endpointId)
      .execute();
    if (expireOthersInMs !== undefined) await expireAll(tx, endpointId, now + expireOthersInMs);
    await tx.insertInto('secrets').values(row).execute();
    await touch(tx, endpoint, now);
    const detail = { endpoint: endpointId, fingerprint: row.fingerprint, expireOthersInMs };
    await writeAudit(tx, now, { actor, action: 'secret.add', subject: row.id, detail });
  });
  context.bus.tell({ kind: 'configured', what: 'endpoints' });
  return row as Row<'secrets'>;
}

/**
 * Says when a secret ends; null keeps it good.
 *
 * @throws ApiError 404 where there is no such secret
 */
export async function retireSecret(
  context: GatewayContext,
  actor: By,
  place: { readonly endpointId: string; readonly secretId: string },
  expiresAt: number | null,
): Promise<Row<'secrets'>> {
  const { endpoint, secret } = await readPlace(context, place);
  const now = context.now();
  await context.transaction(async (tx) => {
    await tx.updateTable('secrets').set({ expires_at: expiresAt }).where('id', '=', secret.id).execute();
    await touch(tx, endpoint, now);
    const detail = { endpoint: endpoint.id, fingerprint: secret.fingerprint, expiresAt };
    await writeAudit(tx, now, { actor, action: 'secret.retire', subject: secret.id, detail });
  });
  context.bus.tell({ kind: 'configured', what: 'endpoints' });
  return { ...secret, expires_at: expiresAt };
}

/** Deletes a secret for good. @throws ApiError 404 where there is no such secret */
export async function deleteSecret(
  context: GatewayContext,
  actor: By,
  place: { readonly endpointId: string; readonly secretId: string },
): Promise<void> {
  const { endpoint, secret } = await readPlace(context, place);
  const now = context.now();
  await context.transaction(async (tx) => {
    await tx.deleteFrom('secrets').where('id', '=', secret.id).execute();
    await touch(tx, endpoint, now);
    const detail = { endpoint: endpoint.id, fingerprint: secret.fingerprint };
    await writeAudit(tx, now, { actor, action: 'secret.delete', subject: secret.id, detail });
  });
  context.bus.tell({ kind: 'configured', what: 'endpoints' });
}

async function readPlace(
  { db }: GatewayContext,
  { endpointId, secretId }: { readonly endpointId: string; readonly secretId: string },
): Promise<{ readonly endpoint: Row<'endpoints'>; readonly secret: Row<'secrets'> }> {
  const endpoint = await readEndpoint(db, endpointId);
  const query = db
    .selectFrom('secrets')
    .selectAll()
    .where('id', '=', secretId)
    .where('endpoint_id', '=', endpointId);
  return { endpoint, secret: found(await query.executeTakeFirst(), 'secret') };
}

function refuseMore(good: readonly Row<'secrets'>[], fingerprint: string): void {
  if (good.some((one) => one.fingerprint === fingerprint)) {
    throw new ApiError(409, 'secret_exists', 'The endpoint has this secret already.');
  }
  if (good.length < mostSecrets) return;
  throw new ApiError(
    422,
    'too_many_secrets',
    `An endpoint has ${mostSecrets} secrets at most: delete one first.`,
  );
}

/** None is kept longer than it would have been. */
async function expireAll(tx: Tx, endpointId: string, expiresAt: number): Promise<void> {
  await tx
    .updateTable('secrets')
    .set({ expires_at: expiresAt })
    .where('endpoint_id', '=', endpointId)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', expiresAt)]))
    .execute();
}

/** Tells other processes that what they have cached is another one now. */
async function touch(tx: Tx, endpoint: Row<'endpoints'>, now: number): Promise<void> {
  const current = await readEndpoint(tx, endpoint.id);
  const updated = { updated_at: laterThan(current, now) };
  await tx.updateTable('endpoints').set(updated).where('id', '=', endpoint.id).execute();
}
