import type { Channel } from '@hooklatch/alerts';
import { writeAudit } from '../access/write-audit.ts';
import type { Actor } from '../api/api.ts';
import { ApiError, found } from '../api/api-error.ts';
import type { ChannelChange, ChannelView, NewChannel } from '../api/channel-schemas.ts';
import type { GatewayContext } from '../context.ts';
import { createId } from '../create-id.ts';
import type { Row } from '../database/schema.ts';
import { readChannelConfig, toChannel, type ChannelConfigs, type ChannelKind } from './channel-config.ts';
import { mendChannel } from './channel-health.ts';

/** A configuration that can be used. */
interface ReadChannel {
  readonly config: ChannelConfigs[ChannelKind];
  readonly channel: Channel;
}

/** What the API shows of a row: nothing of its configuration. */
export function viewChannel(row: Row<'channels'>): ChannelView {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    label: row.label,
    state: row.state,
    brokenReason: row.broken_reason,
    createdAt: row.created_at,
  };
}

/** Every channel, by name. */
export async function listChannels({ db }: GatewayContext): Promise<ChannelView[]> {
  const rows = await db
    .selectFrom('channels')
    .selectAll()
    .where('deleted_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(viewChannel);
}

/** @throws ApiError 404 */
export async function findChannel({ db }: Pick<GatewayContext, 'db'>, id: string): Promise<Row<'channels'>> {
  const row = await db
    .selectFrom('channels')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return found(row, 'channel');
}

/**
 * Makes a channel.
 *
 * @returns the channel; a webhook's secret is answered this once
 * @throws ApiError 422 where its configuration cannot be used
 */
export async function createChannel(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  { name, kind, config: given }: NewChannel,
): Promise<ChannelView & { secret: string | null }> {
  const { config, channel } = readChannel(context, kind, given);
  const now = context.now();
  const id = createId('chn', now);
  const row: Row<'channels'> = {
    id,
    name,
    kind,
    config: context.vault.seal(JSON.stringify(config), id),
    label: channel.label,
    targets: JSON.stringify(channel.targets),
    state: 'active',
    broken_reason: null,
    told_broken_at: null,
    free_at: now,
    created_at: now,
    updated_at: now,
    deleted_at: null,
  };
  await context.transaction(async (tx) => {
    await tx.insertInto('channels').values(row).execute();
    await writeAudit(tx, now, { actor, action: 'channel.create', subject: id, detail: { name, kind } });
  });
  context.bus.tell({ kind: 'configured', what: 'channels' });
  return {
    ...viewChannel(row),
    secret: kind === 'webhook' ? (config as ChannelConfigs['webhook']).secret : null,
  };
}

/** Changes a channel; a configuration is given whole, and mends what was broken. @throws ApiError 404, 422 */
export async function changeChannel(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  id: string,
  given: ChannelChange,
): Promise<ChannelView> {
  const row = await findChannel(context, id);
  const read =
    given.config === undefined
      ? undefined
      : readChannel(context, row.kind, keepSecret(context, row, given.config));
  const now = Math.max(context.now(), row.updated_at + 1);
  const change = {
    ...(given.name !== undefined && { name: given.name }),
    ...(read && {
      config: context.vault.seal(JSON.stringify(read.config), id),
      label: read.channel.label,
      targets: JSON.stringify(read.channel.targets),
    }),
    updated_at: now,
  };
  const changed = await context.transaction(async (tx) => {
    await tx.updateTable('channels').set(change).where('id', '=', id).execute();
    if (read) await mendChannel(tx, id);
    await writeAudit(tx, now, {
      actor,
      action: 'channel.update',
      subject: id,
      detail: { fields: Object.keys(given) },
    });
    return tx.selectFrom('channels').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  });
  context.bus.tell({ kind: 'configured', what: 'channels' });
  context.bus.tell({ kind: 'send_due' });
  return viewChannel(changed);
}

/** Deletes a channel; what waits for it is given up, and rules forget it. @throws ApiError 404 */
export async function deleteChannel(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  id: string,
): Promise<void> {
  await findChannel(context, id);
  const now = context.now();
  await context.transaction(async (tx) => {
    // Sends first: a send that is being settled holds its own row, and asks for the channel's then.
    await tx
      .updateTable('sends')
      .set({ state: 'dead', last_error: 'The channel was deleted.', settled_at: now })
      .where('channel_id', '=', id)
      .where('state', 'in', ['queued', 'summed'])
      .execute();
    await tx.updateTable('channels').set({ deleted_at: now, updated_at: now }).where('id', '=', id).execute();
    const rules = await tx
      .selectFrom('rules')
      .select(['id', 'channels'])
      .where('deleted_at', 'is', null)
      .execute();
    for (const rule of rules) {
      const channels = JSON.parse(rule.channels) as string[];
      if (!channels.includes(id)) continue;
      const left = JSON.stringify(channels.filter((one) => one !== id));
      // oxlint-disable-next-line no-await-in-loop
      await tx
        .updateTable('rules')
        .set({ channels: left, updated_at: now })
        .where('id', '=', rule.id)
        .execute();
    }
    await writeAudit(tx, now, { actor, action: 'channel.delete', subject: id });
  });
  context.bus.tell({ kind: 'configured', what: 'channels' });
}

/** A webhook keeps its secret where no other is given. */
function keepSecret({ vault }: GatewayContext, row: Row<'channels'>, config: object): object {
  if (row.kind !== 'webhook' || Object.hasOwn(config, 'secret')) return config;
  const { secret } = JSON.parse(vault.open(row.config, row.id)) as ChannelConfigs['webhook'];
  return { ...config, secret };
}

function readChannel({ settings, now }: GatewayContext, kind: ChannelKind, given: unknown): ReadChannel {
  try {
    const config = readChannelConfig(kind, given);
    return { config, channel: toChannel(kind, config, settings, now) };
  } catch (error) {
    if (error instanceof TypeError) throw new ApiError(422, 'config', error.message);
    throw error;
  }
}
