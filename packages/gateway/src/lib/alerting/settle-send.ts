import { nextSend, type SendResult } from '@hooklatch/alerts/rules';
import type { GatewayContext } from '../context.ts';
import { unleased, type LeasedRows } from '../database/leased-rows.ts';
import type { Row } from '../database/schema.ts';
import { breakChannel, noteArrival } from './channel-health.ts';
import { leaveAlone } from './channel-rate.ts';

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
    const isTest = send.kind === 'test';
    const { isChannelBroken: isBroken, error: reason = 'It refuses everything.' } = result;
    if (isBroken) await breakChannel(context, tx, channel, { reason, now, isTest });
    else if (result.ok) await noteArrival(context, tx, channel, now);
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
