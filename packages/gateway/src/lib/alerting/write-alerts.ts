import type { AlertMessage } from '@hooklatch/alerts/rules';
import { createId } from '../create-id.ts';
import type { Tx } from '../database/open-database.ts';
import type { NewRow } from '../database/schema.ts';

/** Something to be said. */
export interface NewAlert {
  /** Who speaks. */
  readonly ruleId: string;
  readonly message: AlertMessage;
  /** Ids. */
  readonly channels: readonly string[];
  /** The event that it is about. */
  readonly event?: string | undefined;
}

/** Who speaks where no rule does: of channels that fail, and of alerts that are summed up. */
export const gatewayRule = 'gateway';

/** In rows: below what a statement may have in parameters. */
const insertRows = 500;

/**
 * Writes alerts and their sends down; of the same rule and key there is one, and it stays as it is.
 *
 * @param targets - of each channel, by its id; a channel that is not there gets nothing
 * @returns the ids of alerts that are new
 */
export async function writeAlerts(
  tx: Tx,
  now: number,
  alerts: readonly NewAlert[],
  targets: ReadonlyMap<string, readonly string[]>,
): Promise<readonly string[]> {
  const all = alerts.map((alert) => ({ ...alert, id: createId('alt', now) }));
  const written = new Set<string>();
  for (let at = 0; at < all.length; at += insertRows) {
    // oxlint-disable-next-line no-await-in-loop
    const rows = await tx
      .insertInto('alerts')
      .values(all.slice(at, at + insertRows).map((one) => toAlertRow(one, now)))
      .onConflict((conflict) => conflict.columns(['rule_id', 'key']).doNothing())
      .returning('id')
      .execute();
    for (const { id } of rows) written.add(id);
  }
  const sends = all
    .filter(({ id }) => written.has(id))
    .flatMap(({ id, channels, message }) =>
      channels.flatMap((channel) => {
        const known = targets.get(channel);
        if (!known) return [];
        return (known.length > 0 ? known : ['']).map((target) =>
          toSendRow(id, { channel, target, kind: message.kind, now }),
        );
      }),
    );
  for (let at = 0; at < sends.length; at += insertRows) {
    // oxlint-disable-next-line no-await-in-loop
    await tx
      .insertInto('sends')
      .values(sends.slice(at, at + insertRows))
      .execute();
  }
  return [...written];
}

function toAlertRow(
  { id, ruleId, message, event }: NewAlert & { readonly id: string },
  now: number,
): NewRow<'alerts'> {
  const { key, kind } = message;
  return {
    id,
    rule_id: ruleId,
    key,
    event: event ?? null,
    kind,
    message: JSON.stringify(message),
    created_at: now,
  };
}

/** Where a send goes. */
interface SendTo {
  readonly channel: string;
  readonly target: string;
  readonly kind: string;
  readonly now: number;
}

function toSendRow(alert: string, { channel, target, kind, now }: SendTo): NewRow<'sends'> {
  return {
    id: createId('snd', now),
    alert_id: alert,
    channel_id: channel,
    target,
    kind,
    state: 'queued',
    told_in: null,
    last_error: null,
    last_status: null,
    milliseconds: null,
    created_at: now,
    settled_at: null,
    due_at: now,
    lease_token: null,
    lease_until: null,
    attempts: 0,
  };
}
