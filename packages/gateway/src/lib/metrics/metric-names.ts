import { bucketOf } from './latency-buckets.ts';

/*
 * What is counted, by subject.
 * Of an endpoint: `received`, `verified`, `duplicate`, `handshake`, `rejected:<code>`, `ingest:<bucket>`, `ingest_us`,
 * and what became of its forwards: `delivered`, `failed`, `dead`, `forward:<bucket>`, `forward_us`.
 * Of a destination: `delivered_to`, `failed_to`, `dead_to`.
 * Of the log: `stored_events`, `stored_bytes`.
 */

/** What latencies are told of: the door, and the answers of destinations. */
export type Timed = 'ingest' | 'forward';

/** The metric of a bucket of latencies; two digits, so that buckets sort. */
export function latencyMetric(timed: Timed, milliseconds: number): string {
  return `${timed}:${String(bucketOf(milliseconds)).padStart(2, '0')}`;
}

/** The metric that latencies are summed in, in microseconds. */
export function latencySum(timed: Timed): string {
  return `${timed}_us`;
}

/** The metric of rejections with a code. */
export function rejectedMetric(code: string | null): string {
  return `rejected:${code ?? 'unknown'}`;
}

/** The subject of what is counted of the log as a whole. */
export const logSubject = 'log';
