import type { ObservedReport } from './observed-report.ts';

/** What is told of a delivery without its body and its headers. */
export interface DeliverySummary {
  /** Of this report: a second one with it is the same. */
  readonly id: string;
  /** When the application reported it, in Unix milliseconds by its own clock. */
  readonly at: number;
  readonly outcome: string;
  readonly provider: string;
  /** Whether the sender was proved. */
  readonly isVerified: boolean;
  /** What was answered. */
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  /** One sentence of advice. */
  readonly hint?: string | undefined;
  readonly type?: string | undefined;
  /** The provider's id of the event. */
  readonly eventId?: string | undefined;
  /** Of the body. */
  readonly bytes: number;
  readonly milliseconds: number;
}

/** What is told of a report: nothing of the request itself. */
export function toSummary(report: ObservedReport, id: string, at: number): DeliverySummary {
  const { outcome, provider, status, code, hint, type, id: eventId, bytes, milliseconds } = report;
  return {
    id,
    at,
    outcome,
    provider,
    isVerified: report.event !== undefined,
    status,
    code,
    hint,
    type: type || undefined,
    eventId,
    bytes,
    milliseconds,
  };
}
