import type { Certificate } from './certify.ts';
import type { CheckResult } from './check.ts';

/** The report for machines, as JSON. It holds no secret, and no body. */
export function toJsonReport({ results, milliseconds, ...certificate }: Certificate): object {
  const counts = { passed: 0, failed: 0, warned: 0, skipped: 0 };
  for (const { outcome } of results) counts[outcome] += 1;
  return {
    ...certificate,
    milliseconds: Math.round(milliseconds),
    counts,
    checks: results.map(toRow),
  };
}

function toRow({ exchange, ...result }: CheckResult): object {
  if (!exchange) return result;
  const { status, error, milliseconds, probe } = exchange;
  const answer = { status: status ?? null, error: error ?? null, milliseconds: Math.round(milliseconds) };
  return { ...result, method: probe.method, answer };
}
