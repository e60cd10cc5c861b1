import type { Actor } from '../api/api.ts';
import type { EndpointChange, NewEndpoint } from '../api/endpoint-schemas.ts';
import { ApiError } from '../api/api-error.ts';
import { writeAudit } from '../access/write-audit.ts';
import type { GatewayContext } from '../context.ts';
import { createId } from '../create-id.ts';
import type { NewRow, Row } from '../database/schema.ts';
import { checkProvider } from './check-provider.ts';
import { createSlug } from './endpoint-address.ts';
import { laterThan, readEndpoint } from './read-endpoint.ts';
import { readSecrets } from './read-secrets.ts';
import { mergeOptions, readOptions, writeOptions } from './secret-options.ts';
import { openSecrets, toSecretRow } from './secrets.ts';

type By = Pick<Actor, 'id'>;

/** How long `forward` waits unless something else is said, in milliseconds. */
const defaultReplyTimeoutMs = 8000;

/** The endpoints that were not deleted, the newest first. */
export async function listEndpoints(
  { db }: GatewayContext,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ readonly rows: readonly Row<'endpoints'>[]; readonly next: string | null }> {
  let query = db.selectFrom('endpoints').selectAll().where('deleted_at', 'is', null);
  if (cursor !== undefined) query = query.where('id', '<', cursor);
  const rows = await query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  return { rows: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

/**
 * Makes an endpoint, with an address that nobody can guess.
 *
 * @throws ApiError 422 where the provider takes no such option or secret
 */
export async function createEndpoint(
  context: GatewayContext,
  actor: By,
  given: NewEndpoint,
): Promise<Row<'endpoints'>> {
  const { settings, vault } = context;
  const { name, provider, secrets = [], options = {} } = given;
  checkProvider(provider, options, secrets);
  const now = context.now();
  const id = createId('end', now);
  const row: NewRow<'endpoints'> = {
    id,
    slug: createSlug(),
    name,
    provider,
    options: writeOptions(options, vault, id),
    enabled: 1,
    response_mode: given.responseMode ?? 'store',
    reply_timeout_ms: given.replyTimeoutMs ?? defaultReplyTimeoutMs,
    max_body_bytes: checkedLimit(context, given.maxBodyBytes ?? settings.maxBodyBytes),
    created_at: now,
    updated_at: now,
    deleted_at: null,
  };
  const rows = secrets.map((secret, position) =>
    toSecretRow(context, { endpointId: id, secret, position, now }),
  );
  await context.transaction(async (tx) => {
    await tx.insertInto('endpoints').values(row).execute();
    if (rows.length > 0) await tx.insertInto('secrets').values(rows).execute();
    await writeAudit(tx, now, { actor, action: 'endpoint.create', subject: id, detail: { name, provider } });
  });
  context.bus.tell({ kind: 'configured', what: 'endpoints' });
  return row as Row<'endpoints'>;
}

/**
 * Changes an endpoint; its address stays.
 *
 * @throws ApiError 404 where there is none, 422 where the provider takes no such option
 */
export async function changeEndpoint(
  context: GatewayContext,
  actor: By,
  id: string,
  given: EndpointChange,
): Promise<Row<'endpoints'>> {
  const { vault, db } = context;
  const before = await readEndpoint(db, id);
  const now = context.now();
  const plain = readOptions(before.options, vault, id);
  const options = given.options && mergeOptions(given.options, plain);
  if (options) {
    const secrets = (await readSecrets(db, [id])).get(id) ?? [];
    checkProvider(before.provider, options, openSecrets(context, secrets, now));
  }
  const change: Partial<NewRow<'endpoints'>> = {
    ...(given.name !== undefined && { name: given.name }),
    ...(given.isEnabled !== undefined && { enabled: given.isEnabled ? 1 : 0 }),
    ...(given.responseMode !== undefined && { response_mode: given.responseMode }),
    ...(given.replyTimeoutMs !== undefined && { reply_timeout_ms: given.replyTimeoutMs }),
    ...(given.maxBodyBytes !== undefined && { max_body_bytes: checkedLimit(context, given.maxBodyBytes) }),
    ...(options && { options: writeOptions(options, vault, id) }),
    updated_at: laterThan(before, now),
  };
  await context.transaction(async (tx) => {
    await tx.updateTable('endpoints').set(change).where('id', '=', id).execute();
    // Options may be secrets.
    const detail = { changed: Object.keys(given) };
    await writeAudit(tx, now, { actor, action: 'endpoint.change', subject: id, detail });
  });
  context.bus.tell({ kind: 'configured', what: 'endpoints' });
  return readEndpoint(db, id);
}

/**
 * Deletes an endpoint, and its secrets for good. What it has received stays, and its address is never used again.
 *
 * @throws ApiError 404 where there is none
 */
export async function deleteEndpoint(context: GatewayContext, actor: By, id: string): Promise<void> {
  const before = await readEndpoint(context.db, id);
  const now = context.now();
  await context.transaction(async (tx) => {
    const change = {
      deleted_at: now,
      enabled: 0 as const,
      options: '{}',
      updated_at: laterThan(before, now),
    };
    await tx.updateTable('endpoints').set(change).where('id', '=', id).execute();
    await tx.deleteFrom('secrets').where('endpoint_id', '=', id).execute();
    await writeAudit(tx, now, {
      actor,
      action: 'endpoint.delete',
      subject: id,
      detail: { name: before.name },
    });
  });
  context.bus.tell({ kind: 'configured', what: 'endpoints' });
}

function checkedLimit({ settings }: GatewayContext, bytes: number): number {
  if (bytes <= settings.maxBodyBytes) return bytes;
  const message = `maxBodyBytes is ${settings.maxBodyBytes} at most here.`;
  throw new ApiError(422, 'limit_too_large', message);
}
