import type { Exchange } from './probe.ts';
import type { Stage } from './stage.ts';

/** `warned` does not stand in the way of a certificate; `skipped` says why it was left out. */
export type Outcome = 'passed' | 'failed' | 'warned' | 'skipped';

/** What a check has found. */
export interface Finding {
  readonly outcome: Outcome;
  /** One sentence: what was seen, or why it was left out. */
  readonly text: string;
  /** What to change, where something is to be changed. */
  readonly change?: string;
  /** The request that it was seen with. */
  readonly exchange?: Exchange;
}

/** A row of the table. */
export interface Check {
  /** In lower case with hyphens: what `--only` and `--skip` take. */
  readonly name: string;
  /** What is right: `a body with one byte changed is refused`. */
  readonly title: string;
  run(stage: Stage): Promise<Finding>;
}

/** Rows that belong together. */
export interface CheckGroup {
  readonly name: string;
  readonly title: string;
  readonly checks: readonly Check[];
}

/** A check and what came of it. */
export interface CheckResult extends Finding {
  readonly group: string;
  readonly name: string;
  readonly title: string;
}

export const passed = (text: string, exchange?: Exchange): Finding => ({
  outcome: 'passed',
  text,
  ...(exchange && { exchange }),
});

export const skipped = (text: string): Finding => ({ outcome: 'skipped', text });

export const failed = (text: string, change: string, exchange?: Exchange): Finding => ({
  outcome: 'failed',
  text,
  change,
  ...(exchange && { exchange }),
});

export const warned = (text: string, change: string, exchange?: Exchange): Finding => ({
  ...failed(text, change, exchange),
  outcome: 'warned',
});
