import type { CheckResult } from '../../src/lib/certify/check.ts';

/** What was found wrong, in words: the bodies that were sent would be more than a reporter can compare. */
export const complaintsOf = (results: readonly CheckResult[]): readonly string[] =>
  results
    .filter(({ outcome }) => outcome === 'failed' || outcome === 'warned')
    .map(({ name, text }) => `${name}: ${text}`);
