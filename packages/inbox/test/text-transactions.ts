import { WebhookError } from '@hooklatch/core';
import type { InboxEngine, Lease } from '../src/lib/engine.ts';

/** What transactions have written. */
export type Texts = string[];

/** Gives an engine in memory transactions that write texts. */
export function withTexts(engine: InboxEngine, texts: Texts): InboxEngine {
  const holders = new Map<string, Lease>();
  return {
    ...engine,
    work: (work) =>
      engine.work({
        ...work,
        async run(lease) {
          const { id } = lease.message;
          let isCommitted = false;
          holders.set(id, lease);
          const transaction: Lease<Texts>['transaction'] = async (act) => {
            if (isCommitted) throw new TypeError('withTransaction can be used once for an event.');
            const written: Texts = [];
            const result = await act(written);
            if (holders.get(id) !== lease) throw new WebhookError('lease_lost');
            texts.push(...written);
            isCommitted = true;
            return result;
          };
          const verdict = await work.run({
            ...lease,
            transaction: transaction as NonNullable<Lease['transaction']>,
          });
          return isCommitted ? { state: 'done' } : verdict;
        },
      }),
  };
}
