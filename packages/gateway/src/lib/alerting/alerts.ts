import type { AlertMessage } from '@hooklatch/alerts/rules';
import { writeAudit } from '../access/write-audit.ts';
import type { Actor } from '../api/api.ts';
import { ApiError, found } from '../api/api-error.ts';
import type { AlertQuery, AlertSend, AlertView } from '../api/alert-schemas.ts';
import type { GatewayContext } from '../context.ts';
import type { Row } from '../database/schema.ts';
import { gatewayRule } from './write-alerts.ts';

/** What was said, the newest first. */
export async function listAlerts(
  { db }: Pick<GatewayContext, 'db'>,
  { cursor, limit, rule, event, from, to }: AlertQuery,
): Promise<{ items: AlertView[]; next: string | null }> {
  let query = db
    .selectFrom('alerts')
    .leftJoin('rules', 'rules.id', 'alerts.rule_id')
    .selectAll('alerts')
    .select('rules.name as rule')
    .orderBy('alerts.id', 'desc')
    .limit(limit + 1);
  if (cursor !== undefined) query = query.where('alerts.id', '<', cursor);
  if (rule !== undefined) query = query.where('alerts.rule_id', '=', rule);
  if (event !== undefined) query = query.where('alerts.event', '=', event);
  if (from !== undefined) query = query.where('alerts.created_at', '>=', from);
  if (to !== undefined) query = query.where('alerts.created_at', '<', to);
  const rows = await query.execute();
  const shown = rows.slice(0, limit);
  const sends = await readSends(
    db,
    shown.map(({ id }) => id),
  );
  const items = shown.map((row): AlertView => {
    const { title } = JSON.parse(row.message) as AlertMessage;
    return {
      id: row.id,
      ruleId: row.rule_id,
      ruleName: row.rule ?? (row.rule_id === gatewayRule ? 'Gateway' : row.rule_id),
      kind: row.kind,
      key: row.key,
      eventId: row.event,
      title,
      createdAt: row.created_at,
      sends: sends.get(row.id) ?? [],
    };
  });
  return { items, next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
}

async function readSends(
  db: GatewayContext['db'],
  alerts: readonly string[],
): Promise<ReadonlyMap<string, AlertSend[]>> {
  const byAlert = new Map<string, AlertSend[]>();
  if (alerts.length === 0) return byAlert;
  const rows = await db
    .selectFrom('sends')
    .leftJoin('channels', 'channels.id', 'sends.channel_id')
    .selectAll('sends')
    .select('channels.name as channel')
    .where('sends.alert_id', 'in', alerts)
    .orderBy('sends.id')
    .execute();
  for (const row of rows) {
    const all = byAlert.get(row.alert_id) ?? [];
    all.push(viewSend(row, row.channel));
    byAlert.set(row.alert_id, all);
  }
  return byAlert;
}

function viewSend(row: Row<'sends'>, channel: string | null): AlertSend {
  return {
    id: row.id,
    channelId: row.channel_id,
    channelName: channel ?? row.channel_id,
    target: row.target === '' ? null : row.target,
    state: row.state,
    toldIn: row.told_in,
    attempts: row.attempts,
    lastError: row.last_error,
    settledAt: row.settled_at,
  };
}

/** Sends once more what was given up; what was summed up is then sent by itself. @throws ApiError 404, 409 */
export async function retrySend(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  id: string,
): Promise<void> {
  const now = context.now();
  await context.transaction(async (tx) => {
    const send = found(
      await tx.selectFrom('sends').select(['state', 'channel_id']).where('id', '=', id).executeTakeFirst(),
      'send',
    );
    const channel = await tx
      .selectFrom('channels')
      .select('id')
      .where('id', '=', send.channel_id)
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    if (!channel) throw new ApiError(409, 'channel_gone', 'The channel was deleted.');
    const retried = await tx
      .updateTable('sends')
      .set({ state: 'queued', due_at: now, attempts: 0, told_in: null, settled_at: null })
      .where('id', '=', id)
      .where('state', '=', 'dead')
      .returning('id')
      .executeTakeFirst();
    if (!retried) throw new ApiError(409, 'not_dead', 'Only what was given up can be sent again.');
    await writeAudit(tx, now, { actor, action: 'send.retry', subject: id });
  });
  context.bus.tell({ kind: 'send_changed', send: id, state: 'queued' });
  context.bus.tell({ kind: 'send_due' });
}
