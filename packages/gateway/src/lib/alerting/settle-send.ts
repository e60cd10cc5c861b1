import { nextSend, toAlertId, type AlertMessage, type SendResult } from '@hooklatch/alerts/rules';
import { sql } from 'kysely';
import type { GatewayContext } from '../context.ts';
import { unleased, type LeasedRows } from '../database/leased-rows.ts';
import type { Tx } from '../database/open-database.ts';
import type { Row } from '../database/schema.ts';
import { dashboardBase } from './alert-links.ts';
import { leaveAlone } from './channel-rate.ts';
import { gatewayRule, writeAlerts } from './write-alerts.ts';

/** A try that has ended. */
export interface Tried {
  readonly send: Row<'sends'>;
  readonly channel: Row<'channels'>;
  readonly result: SendResult;
  readonly milliseconds: number;
}

/**
 * Writes down what came of a try: the send, what was summed up in it, and the channel, all or nothing, and nothing where
 * the lease was lost. A channel that would refuse everything keeps what waits for it until it is mended.
 *
 * @returns what became of the send; nothing where it was not held any more
 */
export async function settleSend(
  context: GatewayContext,
  rows: LeasedRows<'sends'>,
  tried: Tried,
): Promise<Row<'sends'>['state'] | undefined> {
  const now = context.now();
  const { send, channel, result } = tried;
  return context.transaction(async (tx) => {
    if (!(await rows.holds(tx, send))) return undefined;
    const change = toChange(tried, now);
    await tx.updateTable('sends').set(change).where('id', '=', send.id).execute();
    const { state, last_error: error } = change;
    if (state === 'sent' || state === 'dead') {
      const told = { state, last_error: error, settled_at: now };
      await tx
        .updateTable('sends')
        .set(told)
        .where('told_in', '=', send.alert_id)
        .where('state', '=', 'summed')
        .execute();
    }
    if (result.retryAfterMs !== undefined) {
      await leaveAlone(tx, channel.id, channel.kind, now + Math.min(result.retryAfterMs, longestRestMs));
    }
    if (result.isChannelBroken) await breakChannel(context, tx, tried, now);
    else if (result.ok && channel.state === 'broken') await mendChannel(tx, channel.id);
    return state;
  });
}

const longestRestMs = 3_600_000;

type Change = Pick<Row<'sends'>, 'state' | 'last_error'> & Partial<Row<'sends'>>;

function toChange({ send, result, milliseconds }: Tried, now: number): Change {
  const last = {
    ...unleased,
    last_error: result.error ?? null,
    last_status: result.status ?? null,
    milliseconds: Math.round(milliseconds),
  };
  const isTest = send.kind === 'test';
  if (isTest && !result.ok) return { ...last, state: 'dead', settled_at: now };
  // It is not the alert's fault: it waits, unspent.
  if (result.isChannelBroken)
    return { ...last, state: 'queued', due_at: now, attempts: Math.max(0, send.attempts - 1) };
  const verdict = nextSend(result, send.attempts);
  if (verdict.state === 'retry') return { ...last, state: 'queued', due_at: now + verdict.delayMs };
  return { ...last, state: verdict.state, settled_at: now };
}

/** Lets a channel be used again. */
export async function mendChannel(tx: Tx, id: string): Promise<void> {
  // What it has asked for before it was mended does not hold any more.
  const change = { state: 'active', broken_reason: null, free_at: 0 } as const;
  await tx.updateTable('channels').set(change).where('id', '=', id).execute();
}

async function breakChannel(
  context: GatewayContext,
  tx: Tx,
  { channel, result, send }: Tried,
  now: number,
): Promise<void> {
  const reason = result.error ?? 'It refuses everything.';
  const broken = await tx
    .updateTable('channels')
    .set({ state: 'broken', broken_reason: reason })
    .where('id', '=', channel.id)
    .where('state', '=', 'active')
    .returning('id')
    .execute();
  // Who tests a channel sees the answer.
  if (broken.length === 0 || send.kind === 'test') return;
  const others = await readOthers(tx, channel.id);
  const message = toBrokenMessage(context, channel, reason, now);
  await writeAlerts(tx, now, [{ ruleId: gatewayRule, message, channels: [...others.keys()] }], others);
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
  reason: string,
  now: number,
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
    link: `${dashboardBase(context)}/channels?channel=${encodeURIComponent(id)}`,
    occurredAt: now,
  };
}
