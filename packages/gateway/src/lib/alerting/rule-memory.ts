import type { BurstState, SilenceState, Tally, ThrottleState } from '@hooklatch/alerts/rules';
import type { DatabaseKind } from '../database/migrations/column-words.ts';
import type { Tx } from '../database/open-database.ts';

/** What a rule remembers between events. Plain JSON. */
export interface RuleMemory {
  readonly throttle?: ThrottleState | undefined;
  readonly burst?: BurstState | undefined;
  readonly silence?: SilenceState | undefined;
  readonly digest?: DigestMemory | undefined;
}

/** What a digest remembers. Unix milliseconds, all of it. */
export interface DigestMemory {
  /** Until when it was told, or when the rule was made. */
  readonly toldUntil: number;
  /** The end of the last window that was sent, or when the rule was made. */
  readonly lastSaidAt: number;
  /** Of rules with a filter: what was counted when it was routed, and is not told yet. */
  readonly windows?: readonly CountedWindow[] | undefined;
  /** The window that was told last. */
  readonly before?: CountedWindow | undefined;
}

/** What came in one window. */
export interface CountedWindow {
  readonly from: number;
  readonly until: number;
  readonly counts: Tally;
}

/** What a new rule remembers: windows that ended before it was made are not told. */
export const freshMemory = (now: number): RuleMemory => ({ digest: { toldUntil: now, lastSaidAt: now } });

/**
 * Reads what rules remember, and keeps every other process from changing it until the transaction ends.
 *
 * @returns by the rule's id, without rules that are off
 */
export async function lockMemories(
  tx: Tx,
  kind: DatabaseKind,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RuleMemory>> {
  if (ids.length === 0) return new Map();
  let query = tx
    .selectFrom('rules')
    .select(['id', 'state'])
    .where('id', 'in', ids)
    .where('enabled', '=', 1)
    .where('deleted_at', 'is', null)
    // In one order, so that two processes never wait for each other.
    .orderBy('id');
  if (kind === 'postgres') query = query.forUpdate();
  const rows = await query.execute();
  return new Map(rows.map(({ id, state }) => [id, state === null ? {} : (JSON.parse(state) as RuleMemory)]));
}

/** Writes down what a rule remembers from now on. */
export async function saveMemory(tx: Tx, id: string, memory: RuleMemory): Promise<void> {
  await tx
    .updateTable('rules')
    .set({ state: JSON.stringify(memory) })
    .where('id', '=', id)
    .execute();
}
