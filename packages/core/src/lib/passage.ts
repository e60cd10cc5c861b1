import type { Admitted } from './authenticate.ts';
import type { Reply } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import type { WebhookEvent } from './event.ts';
import type { Hold } from './hold.ts';
import type { DeliveryOutcome, DeliveryReport } from './report.ts';

/** In bytes: nothing proves who asks an unsigned question, so that little is read. */
export const largestQuestion = 65_536;

/** What is known of a delivery while it goes through the pipeline. */
export interface Passage extends Partial<Pick<DeliveryReport, 'code' | 'hint' | 'issues'>> {
  /** The one that it came to; of `anyOf`, the candidate's. */
  readonly endpoint: Endpoint;
  readonly started: number;
  error?: unknown;
  readonly warnings: string[];
  bytes: number;
  admitted: Admitted;
  event?: WebhookEvent;
  outcome: DeliveryOutcome;
}

/** The answer to what was handled, ignored or seen before. */
export function successOf({ definition }: Endpoint): Reply {
  return definition.success ?? { status: 200, headers: {}, body: '' };
}

/** Settling a claim, with a warning in the report where the store did not follow. */
export function settleFor({ warnings }: Passage, claim: Hold): (ok: boolean | undefined) => Promise<void> {
  return async (ok) => {
    const settled = await claim.settle(ok);
    if (settled !== 'settled') warnings.push(unsettled[settled]);
  };
}

const unsettled = {
  lost: 'The lease ended before the event was settled: another delivery of it may have been handled too.',
  failed: 'The store did not settle the event: it may be handled again.',
} as const;

/** Ends a delivery: reports it, and gives the adapter its answer. */
export function finish(
  endpoint: Endpoint,
  passage: Passage,
  outcome: DeliveryOutcome,
  reply?: Reply,
): { reply: Reply } {
  const { started, endpoint: _endpoint, admitted, event, ...known } = passage;
  const { name, definition, onDelivery } = endpoint;
  if (onDelivery) {
    const report: DeliveryReport = {
      ...known,
      ...(event && {
        event,
        type: event.type,
        id: event.id,
        method: admitted.head.method,
        url: admitted.head.url,
      }),
      outcome,
      endpoint: name,
      provider: definition.name,
      milliseconds: performance.now() - started,
      status: reply?.status,
    };
    // Not waited for, and an observer's failure changes no reply.
    void (async () => onDelivery(report))().catch(() => {});
  }
  return { reply: reply as Reply };
}
