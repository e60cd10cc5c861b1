import { setTimeout as sleep } from 'node:timers/promises';
import { toAlertId, toTestMessage, type AlertRule } from '@hooklatch/alerts/rules';
import type { TestResult } from '../api/channel-schemas.ts';
import type { GatewayContext } from '../context.ts';
import { createId } from '../create-id.ts';
import type { Row } from '../database/schema.ts';
import { gatewayRule, writeAlerts } from './write-alerts.ts';

/** How long somebody who tests a channel waits, in milliseconds. */
const patienceMs = 20_000;
const lookMs = 100;

/** What came of a test at one channel. */
export interface ChannelResult extends TestResult {
  readonly channelId: string;
}

/**
 * Sends a marked sample by the real path: a row of the outbox, the channel's rate, its own protocol.
 *
 * @param channels - with their targets
 * @param rule - whose channels are tested (a channel alone is)
 * @returns what each channel said, as far as it did so in time
 */
export async function testChannels(
  context: GatewayContext,
  channels: ReadonlyMap<string, readonly string[]>,
  rule?: AlertRule,
): Promise<{ alertId: string; results: ChannelResult[] }> {
  const now = context.now();
  const sample = toTestMessage(now, rule);
  const ruleId = rule?.id ?? gatewayRule;
  // Two tests of one millisecond are two.
  const key = `test:${createId('snd', now)}`;
  const message = { ...sample, key, id: toAlertId(ruleId, key) };
  const alert = { ruleId, message, channels: [...channels.keys()] };
  const [alertId] = await context.transaction((tx) => writeAlerts(tx, now, [alert], channels));
  if (alertId === undefined) return { alertId: '', results: [] };
  context.bus.tell({ kind: 'send_due' });
  const sends = await awaitSends(context, alertId);
  return { alertId, results: [...channels.keys()].map((channelId) => toResult(channelId, sends)) };
}

async function awaitSends({ db }: GatewayContext, alertId: string): Promise<readonly Row<'sends'>[]> {
  const until = performance.now() + patienceMs;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop
    const sends = await db.selectFrom('sends').selectAll().where('alert_id', '=', alertId).execute();
    const isOver = sends.every(({ state }) => state === 'sent' || state === 'dead');
    if (isOver || performance.now() > until) return sends;
    // oxlint-disable-next-line no-await-in-loop
    await sleep(lookMs);
  }
}

/** Of several targets the worst is told. */
function toResult(channelId: string, all: readonly Row<'sends'>[]): ChannelResult {
  const sends = all.filter((send) => send.channel_id === channelId);
  const worst = sends.find(({ state }) => state !== 'sent') ?? sends[0];
  if (!worst) return { channelId, ok: false, status: null, milliseconds: null, error: 'Nothing was sent.' };
  const isLate = worst.state !== 'sent' && worst.state !== 'dead';
  return {
    channelId,
    ok: worst.state === 'sent',
    status: worst.last_status,
    milliseconds: worst.milliseconds,
    error: isLate ? 'It has not been sent yet: the channel is slow, or busy.' : worst.last_error,
  };
}
