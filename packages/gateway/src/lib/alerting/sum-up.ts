import { toAlertId, toRows, toTally, type AlertMessage } from '@hooklatch/alerts/rules';
import { sql } from 'kysely';
import type { GatewayContext } from '../context.ts';
import type { Tx } from '../database/open-database.ts';
import { dashboardBase } from './alert-links.ts';
import { gatewayRule, writeAlerts } from './write-alerts.ts';

/** Past so many alerts that wait for a channel, they are summed up, once the first has waited for so long. */
export const burstLimits = { alerts: 5, waitMs: 30_000 } as const;

/** So many are told in one summary; the rest in the next. */
const most = 5000;

/** Whose alerts are summed up. */
interface Burst {
  readonly channel: string;
  readonly target: string;
  readonly now: number;
}

/**
 * Makes one alert of those about events that wait for a channel: how often which type came. They end as it does.
 *
 * @returns whether there were enough of them
 */
export async function sumUp(context: GatewayContext, burst: Burst): Promise<boolean> {
  return context.transaction(async (tx) => {
    const waiting = await takeWaiting(tx, context.kind, burst);
    if (waiting.length <= burstLimits.alerts) return false;
    const message = await toSummary(context, tx, burst, waiting);
    const alert = { ruleId: gatewayRule, message, channels: [burst.channel] };
    const [id] = await writeAlerts(tx, burst.now, [alert], new Map([[burst.channel, [burst.target]]]));
    if (id === undefined) return false;
    for (let at = 0; at < waiting.length; at += 500) {
      const ids = waiting.slice(at, at + 500).map((one) => one.id);
      // oxlint-disable-next-line no-await-in-loop
      await tx.updateTable('sends').set({ state: 'summed', told_in: id }).where('id', 'in', ids).execute();
    }
    return true;
  });
}

/** One of those that wait. */
interface WaitingSend {
  readonly id: string;
  readonly alert_id: string;
  readonly created_at: number;
}

async function takeWaiting(
  tx: Tx,
  kind: GatewayContext['kind'],
  { channel, target, now }: Burst,
): Promise<readonly WaitingSend[]> {
  const locking = kind === 'postgres' ? sql`FOR UPDATE SKIP LOCKED` : sql``;
  const { rows } = await sql<WaitingSend>`SELECT id, alert_id, created_at FROM sends
    WHERE channel_id = ${channel} AND target = ${target} AND state = 'queued' AND due_at <= ${now} AND kind = 'event'
    ORDER BY id LIMIT ${most} ${locking}`.execute(tx);
  return rows;
}

async function toSummary(
  context: GatewayContext,
  tx: Tx,
  { channel, target, now }: Burst,
  waiting: readonly WaitingSend[],
): Promise<AlertMessage> {
  const counts = new Map<string, number>();
  for (let at = 0; at < waiting.length; at += 500) {
    // oxlint-disable-next-line no-await-in-loop
    const { rows } = await sql<{ type: string | null; count: number }>`SELECT events.type, count(*) AS count
      FROM alerts LEFT JOIN events ON events.id = alerts.event
      WHERE alerts.id IN (${sql.join(waiting.slice(at, at + 500).map((one) => one.alert_id))})
      GROUP BY events.type`.execute(tx);
    for (const { type, count } of rows) counts.set(type ?? '', (counts.get(type ?? '') ?? 0) + count);
  }
  const from = Math.min(...waiting.map((one) => one.created_at));
  const key = `summary:${channel}:${target}:${waiting[0]?.id}`;
  return {
    id: toAlertId(gatewayRule, key),
    key,
    kind: 'burst',
    severity: 'warning',
    title: `${waiting.length} alerts came at once`,
    summary: `They are summed up here; each of them stands in the list of alerts.`,
    fields: [],
    rows: toRows(toTally(Array.from(counts, ([type, count]) => [type, count, 0]))),
    link: `${dashboardBase(context)}/alerts?from=${from}&to=${now + 1}`,
    occurredAt: now,
  };
}
