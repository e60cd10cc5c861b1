import { sql } from 'kysely';
import type { GatewayContext } from '../context.ts';
import { createId } from '../create-id.ts';
import { unleased, type LeasedRows } from '../database/leased-rows.ts';
import type { Tx } from '../database/open-database.ts';
import type { Row } from '../database/schema.ts';
import { isGivenUp, type AttemptResult, type Judgement } from './judge-attempt.ts';
import { probeEveryMs } from './lanes.ts';

/** An attempt that has ended, for whoever counts and watches. */
export interface Settled {
  readonly forwardId: string;
  /** The gateway's id of the event. */
  readonly event: string;
  readonly endpointId: string;
  readonly destinationId: string;
  /** `failed` is tried again, `dead` is not. */
  readonly result: 'delivered' | 'failed' | 'dead';
  /** What went wrong: a status, or a stable code; undefined where nothing did. */
  readonly cause: string | undefined;
  readonly status: number | undefined;
  readonly error: string | undefined;
  /** Of the forward, from 1. */
  readonly attempt: number;
  readonly milliseconds: number;
  /** Unix milliseconds. */
  readonly at: number;
}

/** Is told in the transaction that settles an attempt; it awaits nothing but statements. */
export type SettledListener = (tx: Tx, settled: Settled) => Promise<void>;

/** What settles. */
export interface SettleOptions {
  readonly context: GatewayContext;
  readonly rows: LeasedRows<'forwards'>;
  readonly listeners: readonly SettledListener[];
}

/** So many failures in a row, over at least so long, and a destination is broken. */
const brokenAfter = { failures: 20, milliseconds: 120_000 };

/** An attempt that is to be written down. */
export interface Settlement {
  readonly forward: Row<'forwards'>;
  readonly result: AttemptResult;
  readonly judgement: Judgement;
}

/**
 * Writes down what came of an attempt: the attempt, the forward, the destination's health, all or nothing, and nothing
 * where the lease was lost.
 *
 * @returns whether it was still held
 */
export async function settleForward(options: SettleOptions, settlement: Settlement): Promise<boolean> {
  const isSettled = await options.context.transaction((tx) => settleIn(tx, options, settlement));
  if (isSettled) tellSettled(options, settlement);
  return isSettled;
}

/** The same, in a transaction that does more. Nobody is told yet. */
export async function settleIn(tx: Tx, options: SettleOptions, settlement: Settlement): Promise<boolean> {
  const { context, rows, listeners } = options;
  const { forward, result, judgement } = settlement;
  const now = context.now();
  if (!(await rows.holds(tx, forward))) return false;
  const settled = toSettled(settlement, now);
  await tx.insertInto('attempts').values(toAttempt(forward, result)).execute();
  await tx
    .updateTable('forwards')
    .set(toForwardChange(result, judgement, now))
    .where('id', '=', forward.id)
    .execute();
  // A receiver that says `never` works.
  if (settled.result === 'delivered' || isGivenUp(result)) await noteSuccess(tx, forward.destination_id);
  else await noteFailure(tx, forward.destination_id, now);
  // oxlint-disable-next-line no-await-in-loop
  for (const listener of listeners) await listener(tx, settled);
  return true;
}

/** Tells who looks, once it is written down. */
export function tellSettled({ context }: SettleOptions, { forward, judgement }: Settlement): void {
  const { id, event } = forward;
  context.bus.tell({ kind: 'forward_changed', forward: id, event, state: judgement.state });
}

function toSettled({ forward, result, judgement }: Settlement, at: number): Settled {
  const { state } = judgement;
  return {
    forwardId: forward.id,
    event: forward.event,
    endpointId: forward.endpoint_id,
    destinationId: forward.destination_id,
    result: state === 'queued' ? 'failed' : state,
    cause: state === 'delivered' ? undefined : causeOf(result),
    status: result.status,
    error: result.error,
    attempt: forward.attempts,
    milliseconds: result.milliseconds,
    at,
  };
}

const causeOf = ({ status, errorCode }: AttemptResult): string => errorCode ?? String(status ?? 'failed');

function toAttempt(forward: Row<'forwards'>, result: AttemptResult): Row<'attempts'> {
  const { startedAt, milliseconds, status, errorCode, error, target, headers, body } = result;
  return {
    id: createId('att', startedAt),
    forward_id: forward.id,
    number: forward.attempts,
    trigger: forward.trigger,
    started_at: startedAt,
    milliseconds: Math.round(milliseconds),
    status: status ?? null,
    error_code: errorCode ?? null,
    error: error ?? null,
    target,
    response_headers: headers ? JSON.stringify(headers) : null,
    response_body: body ?? null,
  };
}

function toForwardChange(result: AttemptResult, judgement: Judgement, now: number): Partial<Row<'forwards'>> {
  const last = {
    ...unleased,
    state: judgement.state,
    last_status: result.status ?? null,
    last_error:
      judgement.state === 'delivered' ? null : (result.error ?? `The answer was ${result.status ?? 'none'}.`),
  };
  if (judgement.state !== 'queued') return { ...last, settled_at: now };
  // What comes next is its schedule's, whoever made it due this time.
  return { ...last, due_at: now + judgement.delayMs, trigger: 'automatic' };
}

/** The first success makes a broken destination active. */
async function noteSuccess(tx: Tx, id: string): Promise<void> {
  await sql`UPDATE destinations SET consecutive_failures = 0, failing_since = NULL, probe_at = NULL,
      state = CASE WHEN state = 'broken' THEN 'active' ELSE state END
    WHERE id = ${id} AND (consecutive_failures > 0 OR state = 'broken')`.execute(tx);
}

/** A developer's own machine is not taken for broken. */
async function noteFailure(tx: Tx, id: string, now: number): Promise<void> {
  const { failures, milliseconds } = brokenAfter;
  const isBreaking = sql`state = 'active' AND kind <> 'listen' AND consecutive_failures + 1 >= ${failures}
    AND ${now} - COALESCE(failing_since, ${now}) >= ${milliseconds}`;
  await sql`UPDATE destinations SET consecutive_failures = consecutive_failures + 1,
      failing_since = COALESCE(failing_since, ${now}),
      probe_at = CASE WHEN ${isBreaking} THEN ${now + probeEveryMs} ELSE probe_at END,
      state = CASE WHEN ${isBreaking} THEN 'broken' ELSE state END
    WHERE id = ${id}`.execute(tx);
}
