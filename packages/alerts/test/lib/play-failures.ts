import {
  checkFailure,
  observeFailure,
  observeSuccess,
  type FailurePolicy,
  type FailureState,
} from '../../src/rules.ts';

/** How failures are followed, without a limit. */
export const policy: FailurePolicy = { failures: 3, withinMs: 300_000, repeatIntervalMs: 4 * 3_600_000 };

/** What happens in which minute: `f` fails, `F` fails for good, `s` succeeds, `.` only time passes. Says what is said. */
export function play(...happenings: readonly (readonly [minute: number, what: string])[]): readonly string[] {
  return playWith(policy, happenings);
}

/** The same, followed otherwise. */
export function playWith(
  followed: FailurePolicy,
  happenings: readonly (readonly [minute: number, what: string])[],
): readonly string[] {
  const said: string[] = [];
  let state: FailureState | undefined;
  for (const [minute, what] of happenings) {
    for (const one of what) {
      const at = minute * 60_000;
      const step =
        one === 's'
          ? observeSuccess(state, at)
          : one === '.'
            ? checkFailure(state, at)
            : observeFailure(state, { at, isFinal: one === 'F' }, followed);
      state = step.state && (JSON.parse(JSON.stringify(step.state)) as FailureState);
      const part = step.turn === 'escalated' ? ` ${step.state?.step}` : '';
      if (step.turn) said.push(`${minute} ${step.turn}${part}`);
    }
  }
  return said;
}
