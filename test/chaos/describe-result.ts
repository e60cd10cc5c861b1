import type { ChaosFindings } from './check.ts';

/** What came of a run. */
export interface ChaosResult extends ChaosFindings {
  /** Deaths of workers and receivers by a kill. */
  readonly kills: number;
  /** Workers that stood still for longer than their lease. */
  readonly freezes: number;
  readonly serverKills: number;
  /** How many workers there were: a crash of the server costs each of them its message. */
  readonly workers: number;
  /** Processes that ended although nobody had killed them, and those that did not end well when they were told to. */
  readonly crashes: readonly string[];
  /** What the engine holds that is neither one thing nor the other. */
  readonly halves: readonly string[];
  /** Messages that are leased although nobody works on them. */
  readonly leased: number;
  readonly waiting: number;
}

/** What a run showed, and which invariants it broke. */
export function describeResult(
  engine: string,
  result: ChaosResult,
): { readonly text: string; readonly problems: readonly string[] } {
  const { sent, acknowledged, handled, dead, lost, doubled, extraStarts } = result;
  const { kills, freezes, serverKills, workers, leased, waiting } = result;
  const spent = kills + freezes + serverKills * workers;
  const some = (what: string, ids: readonly string[]): string | false =>
    ids.length > 0 && `${what}: ${ids.length} (${ids.slice(0, 5).join(', ')})`;
  const problems = [
    some('answered 2xx and lost', lost),
    some('never acknowledged', result.unanswered),
    some('effects written twice', doubled),
    some('effects committed and gone', result.vanished),
    extraStarts > spent &&
      `${extraStarts} extra starts for ${kills} kills, ${freezes} freezes and ${serverKills} crashes`,
    some('starts with an attempt number that another start had', result.unmarked),
    some('ended otherwise than they were to', result.astray),
    some('genuine deliveries refused', result.refused),
    some('processes that ended by themselves', result.crashes),
    some('half done', result.halves),
    leased > 0 && `still leased: ${leased}`,
    waiting > 0 && `still waiting: ${waiting}`,
  ].filter((problem): problem is string => typeof problem === 'string');
  const text = [
    `${engine}: ${sent} sent, ${acknowledged} answered 2xx, ${handled} handled, ${dead} dead, ${lost.length} lost`,
    `${doubled.length} effects doubled, ${extraStarts} extra starts`,
    `${kills} kills, ${freezes} freezes, ${serverKills} crashes of the server`,
  ].join('; ');
  return { text, problems };
}
