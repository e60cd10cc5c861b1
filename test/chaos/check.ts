import { readLog } from './logs.ts';
import type { ChaosPayload } from './plan.ts';

/** What was found in the logs, the effects and the inbox after all has come to rest. */
export interface ChaosFindings {
  readonly sent: number;
  readonly acknowledged: number;
  readonly handled: number;
  readonly dead: number;
  /** Acknowledged, and neither handled nor dead. */
  readonly lost: readonly string[];
  /** Sent, and never acknowledged. */
  readonly unanswered: readonly string[];
  /** Effects that were written twice. */
  readonly doubled: readonly string[];
  /** Effects that were committed, and are gone. */
  readonly vanished: readonly string[];
  /** Starts beyond the first one and those after a failure. */
  readonly extraStarts: number;
  /** Events of which two starts have one attempt's number. */
  readonly unmarked: readonly string[];
  /** Events that are dead and were not to be, or handled and were to be dead, or both. */
  readonly astray: readonly string[];
  /** Genuine deliveries that were refused for good. */
  readonly refused: readonly string[];
}

/** What is known from outside the logs. */
export interface ChaosEnd {
  readonly dir: string;
  /** Every event that was sent, and what its handler was to do. */
  readonly plans: ReadonlyMap<string, ChaosPayload>;
  /** Of each event whose effect was written in a transaction; undefined where there are no transactions. */
  readonly effects: readonly string[] | undefined;
  /** Ids of events in the dead letters. */
  readonly dead: readonly string[];
}

/** Joins what was sent, answered, begun, done and written. */
export function checkChaos({ dir, plans, effects, dead }: ChaosEnd): ChaosFindings {
  const acks = idsOf(readLog(dir, 'acks'));
  const ends = idsOf(readLog(dir, 'ends'));
  const handled = effects ? new Set(effects) : ends;
  const deadIds = new Set(dead);
  const mayDie = (id: string): boolean => plans.get(id)?.deeds.includes('give up') ?? false;
  const mayEnd = (id: string): boolean => plans.get(id)?.deeds.includes('succeed') ?? false;
  const starts = attemptsOf(dir, plans);
  const failures = countOf(readLog(dir, 'fails').filter(({ note }) => note === 'fail'));
  let extraStarts = 0;
  for (const [id, attempts] of starts) {
    extraStarts += Math.max(0, attempts.length - 1 - (failures.get(id) ?? 0));
  }
  const many = (counts: ReadonlyMap<string, number>): string[] =>
    [...counts].filter(([, times]) => times > 1).map(([id]) => id);
  return {
    sent: plans.size,
    acknowledged: acks.size,
    handled: handled.size,
    dead: deadIds.size,
    lost: [...acks].filter((id) => !handled.has(id) && !deadIds.has(id)),
    unanswered: [...plans.keys()].filter((id) => !acks.has(id)),
    doubled: many(countOf(toLines(effects ?? []))),
    vanished: [...ends].filter((id) => !handled.has(id)),
    extraStarts,
    unmarked: [...starts].filter(([, all]) => new Set(all).size < all.length).map(([id]) => id),
    astray: [
      ...[...deadIds].filter((id) => !mayDie(id)),
      ...[...handled].filter((id) => !mayEnd(id) || deadIds.has(id)),
      ...many(countOf(toLines(dead))),
    ],
    refused: readLog(dir, 'refused').map(({ id, note }) => `${id} ${note}`),
  };
}

function attemptsOf(
  dir: string,
  plans: ReadonlyMap<string, ChaosPayload>,
): ReadonlyMap<string, readonly number[]> {
  const starts = new Map<string, number[]>();
  for (const { id, attempt = 0 } of readLog(dir, 'starts')) {
    if (!plans.has(id)) throw new Error(`${id} was begun, and nobody has sent it.`);
    starts.set(id, [...(starts.get(id) ?? []), attempt]);
  }
  return starts;
}

function toLines(ids: readonly string[]): readonly { readonly id: string }[] {
  return ids.map((id) => ({ id }));
}

function idsOf(lines: readonly { readonly id: string }[]): Set<string> {
  return new Set(lines.map(({ id }) => id));
}

function countOf(lines: readonly { readonly id: string }[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { id } of lines) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
