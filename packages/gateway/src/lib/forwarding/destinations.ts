import { createToken, hashToken } from '@hooklatch/relay/node';
import type { GatewayContext } from '../context.ts';
import type { Actor } from '../api/api.ts';
import { ApiError, found } from '../api/api-error.ts';
import { writeAudit } from '../access/write-audit.ts';
import { createId } from '../create-id.ts';
import type { Row } from '../database/schema.ts';
import type { Tx } from '../database/open-database.ts';
import { createAddressGuard } from '../outbound/address-guard.ts';
import { readConfig, type DestinationKind, type ReadConfig } from './destination-config.ts';
import type { Destination } from '../api/destination-schemas.ts';
import { viewDestinations } from './destination-view.ts';
import { openDestination } from './destination-secrets.ts';
import { createSigningSecret } from './sign-forward.ts';

/** How a destination is used. */
export interface DestinationLimits {
  readonly name?: string | undefined;
  readonly timeoutMs?: number | undefined;
  /** Seconds after each failure; null is the documented schedule. */
  readonly schedule?: readonly number[] | null | undefined;
  readonly ratePerSecond?: number | null | undefined;
  readonly concurrency?: number | undefined;
}

/** What makes a destination. */
export interface NewDestination extends DestinationLimits {
  readonly name: string;
  readonly kind: DestinationKind;
  readonly config?: unknown;
}

/** What is shown once: the secret that forwards are signed with, and what `hooklatch listen` is told. */
export interface DestinationSecrets {
  readonly signingSecret: string | null;
  readonly token: string | null;
}

/** Refuses what cannot be used with the sentence that says why. */
export function refusing<Result>(code: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof TypeError) throw new ApiError(422, code, error.message);
    throw error;
  }
}

const isSigned = (kind: DestinationKind): boolean => kind === 'http' || kind === 'listen';

/** Makes a destination. @throws ApiError 422 where its configuration cannot be used */
export async function createDestination(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  given: NewDestination,
): Promise<Destination & DestinationSecrets> {
  const { kind, name } = given;
  const read = refusing('config', () => readConfig(kind, given.config, guardOf(context)));
  const now = context.now();
  const id = createId('dst', now);
  const signingSecret = isSigned(kind) ? createSigningSecret() : null;
  const token = kind === 'listen' ? createToken() : null;
  const secrets = {
    ...(signingSecret !== null && { signingSecret }),
    ...(token !== null && { tokenHash: await hashToken(token) }),
  };
  const row: Row<'destinations'> = {
    id,
    name,
    kind,
    config: context.vault.seal(JSON.stringify({ ...read.given, ...secrets }), id),
    label: read.label,
    timeout_ms: given.timeoutMs ?? 30_000,
    schedule: given.schedule ? JSON.stringify(given.schedule) : null,
    rate_per_second: given.ratePerSecond ?? null,
    rate_spent_until: 0,
    concurrency: given.concurrency ?? 10,
    state: 'active',
    consecutive_failures: 0,
    failing_since: null,
    probe_at: null,
    created_at: now,
    updated_at: now,
    deleted_at: null,
  };
  await context.transaction(async (tx) => {
    await tx.insertInto('destinations').values(row).execute();
    await writeAudit(tx, now, { actor, action: 'destination.create', subject: id, detail: { name, kind } });
  });
  context.bus.tell({ kind: 'configured', what: 'destinations' });
  const [view] = await viewDestinations(context.db, [row]);
  return { ...(view as Destination), signingSecret, token };
}

/** @throws ApiError 404 */
export async function findDestination(context: GatewayContext, id: string): Promise<Row<'destinations'>> {
  const row = await context.db
    .selectFrom('destinations')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return found(row, 'destination');
}

/** Changes how a destination is used, or where it is. @throws ApiError 404, 422 */
export async function changeDestination(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  id: string,
  given: DestinationLimits & { readonly config?: unknown },
): Promise<Destination> {
  const row = await findDestination(context, id);
  const read = given.config === undefined ? undefined : readChange(context, row, given.config);
  const change = {
    ...(given.name !== undefined && { name: given.name }),
    ...(given.timeoutMs !== undefined && { timeout_ms: given.timeoutMs }),
    ...(given.schedule !== undefined && { schedule: given.schedule && JSON.stringify(given.schedule) }),
    ...(given.ratePerSecond !== undefined && { rate_per_second: given.ratePerSecond }),
    ...(given.concurrency !== undefined && { concurrency: given.concurrency }),
    ...(read && { label: read.label, config: context.vault.seal(JSON.stringify(read.given), id) }),
  };
  const names = Object.keys(given);
  return updateDestination(context, actor, row, {
    action: 'destination.update',
    change,
    detail: { fields: names },
  });
}

/** What is given takes the place of what is there; secrets that are ours stay. */
function readChange(context: GatewayContext, row: Row<'destinations'>, config: unknown): ReadConfig {
  const read = refusing('config', () => readConfig(row.kind, config, guardOf(context)));
  const { signingSecret, tokenHash } = openDestination(context, row).config as Record<string, unknown>;
  const kept = {
    ...(signingSecret !== undefined && { signingSecret }),
    ...(tokenHash !== undefined && { tokenHash }),
  };
  return { label: read.label, given: { ...read.given, ...kept } };
}

/** A change, and how the audit log calls it. */
export interface DestinationChange {
  readonly action: string;
  readonly change: Partial<Row<'destinations'>>;
  readonly detail?: object | undefined;
  /** More in the same transaction. */
  readonly also?: ((tx: Tx, now: number) => Promise<void>) | undefined;
}

/** Writes a change of a destination down, and says so. */
export async function updateDestination(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  row: Row<'destinations'>,
  { action, change, detail, also }: DestinationChange,
): Promise<Destination> {
  // Later than before, so that every process sees that it has changed.
  const now = Math.max(context.now(), row.updated_at + 1);
  const changed = await context.transaction(async (tx) => {
    await also?.(tx, now);
    await writeAudit(tx, now, { actor, action, subject: row.id, detail });
    return tx
      .updateTable('destinations')
      .set({ ...change, updated_at: now })
      .where('id', '=', row.id)
      .returningAll()
      .executeTakeFirstOrThrow();
  });
  context.bus.tell({ kind: 'configured', what: 'destinations' });
  context.bus.tell({ kind: 'forward_due' });
  const [view] = await viewDestinations(context.db, [changed]);
  return view as Destination;
}

const guardOf = ({ settings }: GatewayContext): ReturnType<typeof createAddressGuard> =>
  createAddressGuard(settings.allowedAddresses);
