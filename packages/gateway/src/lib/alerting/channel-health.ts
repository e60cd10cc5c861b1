import { toAlertId, toChannelIncident, toChannelRecovery, type AlertMessage } from '@hooklatch/alerts/rules';
import { sql } from 'kysely';
import type { GatewayContext } from '../context.ts';
import type { Tx } from '../database/open-database.ts';
import type { Row } from '../database/schema.ts';
import { sendIsOpen } from '../log/still-open.ts';
import { dashboardBase } from './alert-links.ts';
import { gatewayRule, writeAlerts } from './write-alerts.ts';

/** Lets a channel be used again. */
export async function mendChannel(tx: Tx, id: string): Promise<void> {
  // What it has asked for before it was mended does not hold any more.
  const change = { state: 'active', broken_reason: null, free_at: 0 } as const;
  await tx.updateTable('channels').set(change).where('id', '=', id).execute();
}

/** That a channel refuses everything. */
export interface Refusal {
  readonly reason: string;
  readonly now: number;
  /** Who tests a channel sees the answer: nobody else is told. */
  readonly isTest: boolean;
}

/** Keeps what is for a channel until it is mended, and has others say so. */
export async function breakChannel(
  context: GatewayContext,
  tx: Tx,
  channel: Row<'channels'>,
  { reason, now, isTest }: Refusal,
): Promise<void> {
  const [broken] = await tx
    .updateTable('channels')
    .set((columns) => ({
      state: 'broken' as const,
      broken_reason: reason,
      ...(!isTest && {
        told_broken_at: columns.fn.coalesce('told_broken_at', sql<number>`${now}`),
      }),
    }))
    .where('id', '=', channel.id)
    .where('state', '=', 'active')
    .returning('told_broken_at')
    .execute();
  if (!broken || isTest) return;
  const others = await readOthers(tx, channel.id);
  const message = toBrokenMessage(context, channel, { reason, now, since: broken.told_broken_at ?? now });
  await writeAlerts(tx, now, [{ ruleId: gatewayRule, message, channels: [...others.keys()] }], others);
}

/** Something has arrived: a channel that was broken is mended, and whoever was told of it is told so, once. */
export async function noteArrival(
  context: GatewayContext,
  tx: Tx,
  channel: Row<'channels'>,
  now: number,
): Promise<void> {
  const { id, name, state, told_broken_at: since } = channel;
  if (state === 'broken') await mendChannel(tx, id);
  if (since === null) return;
  const told = await tx
    .updateTable('channels')
    .set({ told_broken_at: null })
    .where('id', '=', id)
    .where('told_broken_at', '=', since)
    .returning('id')
    .execute();
  // Another one has arrived at the same time.
  if (told.length === 0) return;
  const others = await readOthers(tx, id);
  const counts = await countSince(tx, id, since);
  const link = toLink(context, id);
  const message = toChannelRecovery({ ruleId: gatewayRule, channel: id, name, since, now, link, ...counts });
  await writeAlerts(tx, now, [{ ruleId: gatewayRule, message, channels: [...others.keys()] }], others);
}

/** In milliseconds: what is tried for so long may have begun before the channel broke. */
const triedMs = 3_600_000;

/** What became of a channel's alerts while it was broken. */
async function countSince(
  tx: Tx,
  id: string,
  since: number,
): Promise<{ readonly late: number; readonly lost: number }> {
  const { rows } = await sql<{ late: number | null; lost: number | null }>`SELECT
      sum(CASE WHEN ${sendIsOpen}
        OR sends.state = 'sent' AND sends.settled_at >= ${since} THEN 1 ELSE 0 END) AS late,
      sum(CASE WHEN sends.state = 'dead' AND sends.settled_at >= ${since} THEN 1 ELSE 0 END) AS lost
    FROM alerts JOIN sends ON sends.alert_id = alerts.id
    WHERE alerts.created_at >= ${since - triedMs} AND sends.channel_id = ${id} AND sends.kind <> 'test'`.execute(
    tx,
  );
  const [counts] = rows;
  return { late: counts?.late ?? 0, lost: counts?.lost ?? 0 };
}

/** The other channels of the same rules; where there are none, all others. */
async function readOthers(tx: Tx, id: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ channels: string }>`SELECT channels FROM rules
    WHERE deleted_at IS NULL AND enabled = 1`.execute(tx);
  const beside = rows
    .map(({ channels }) => JSON.parse(channels) as readonly string[])
    .filter((channels) => channels.includes(id))
    .flat();
  const all = await tx
    .selectFrom('channels')
    .select(['id', 'targets'])
    .where('deleted_at', 'is', null)
    .where('state', '=', 'active')
    .where('id', '<>', id)
    .execute();
  const near = all.filter((other) => beside.includes(other.id));
  const chosen = near.length > 0 ? near : all;
  return new Map(chosen.map((other) => [other.id, JSON.parse(other.targets) as readonly string[]]));
}

function toBrokenMessage(
  context: GatewayContext,
  { id, name, label }: Row<'channels'>,
  { reason, now, since }: { readonly reason: string; readonly now: number; readonly since: number },
): AlertMessage {
  const key = `channel:${id}:${now}`;
  return {
    id: toAlertId(gatewayRule, key),
    key,
    kind: 'failure',
    severity: 'error',
    title: `Alerts no longer reach ${name}`,
    summary: 'The channel refuses everything. What waits for it is kept until it is mended and tested.',
    fields: [
      { name: 'Channel', value: label },
      { name: 'Answer', value: reason },
    ],
    rows: [],
    link: toLink(context, id),
    occurredAt: now,
    incident: toChannelIncident(gatewayRule, id, since),
  };
}

const toLink = (context: GatewayContext, id: string): string =>
  `${dashboardBase(context)}/channels?channel=${encodeURIComponent(id)}`;
