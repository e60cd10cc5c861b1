import type { Exchange } from '../certify/probe.ts';
import type { Judgement } from './judge-answer.ts';
import { statusOf } from './show-exchange.ts';

/** Many exchanges in a few numbers. */
export interface Summary {
  readonly sent: number;
  readonly asExpected: number;
  /** How often each status, or reason, came. */
  readonly answers: Readonly<Record<string, number>>;
  /** How long the answers took. */
  readonly milliseconds: { readonly median: number; readonly p95: number; readonly max: number };
}

/** Counts exchanges. */
export function summarize(exchanges: readonly Exchange[], judgements: readonly Judgement[]): Summary {
  const times = exchanges.map(({ milliseconds }) => milliseconds).toSorted((left, right) => left - right);
  const at = (share: number): number =>
    Math.round(times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0);
  const answers: Record<string, number> = {};
  for (const exchange of exchanges) answers[statusOf(exchange)] = (answers[statusOf(exchange)] ?? 0) + 1;
  return {
    sent: exchanges.length,
    asExpected: judgements.filter(({ isAsExpected }) => isAsExpected).length,
    answers,
    milliseconds: { median: at(0.5), p95: at(0.95), max: at(1) },
  };
}
