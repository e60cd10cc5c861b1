import { createWebhook, type HandlerContext, type WebhookEvent } from '@hooklatch/core';
import { toBytes, writeDelivery } from '@hooklatch/core/provider';
import type { AttemptReport, InboxMessage, InboxRow, WorkOptions } from '@hooklatch/core/store';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import type { InboxEngine, Lease, Verdict } from '../src/lib/engine.ts';
import { createRun } from '../src/lib/run-message.ts';

const secret = 'whsec_cnVuIG9uZSBtZXNzYWdlIG9ubHk=';
/** The provider of every message here. */
export const provider = standardWebhooks({ secret }) as InboxRow['provider'];

/** A message as a webhook writes it. */
export async function createMessage(
  id: string = 'msg_1',
  type: string = 'order.paid',
): Promise<InboxMessage> {
  let message: InboxMessage | undefined;
  const put = async (given: InboxMessage): Promise<'stored'> => ((message = given), 'stored');
  const inbox = { put, replay: async () => false };
  const body = toBytes(JSON.stringify({ type, data: { of: 'order_1' } }));
  const url = 'https://example.com/webhooks';
  const delivery = await writeDelivery(provider, { secret, id, type, body, url, time: Date.now() });
  await createWebhook(provider, { inbox }).handle(delivery);
  return message as InboxMessage;
}

/** What one attempt is made of. */
export interface Attempt {
  /** The handler. (does nothing) */
  readonly act?: (event: WebhookEvent, context: HandlerContext) => unknown;
  readonly row?: Partial<InboxRow>;
  readonly options?: WorkOptions;
  readonly lease?: Partial<Lease>;
  readonly engine?: Pick<InboxEngine, 'store' | 'claimsInStore'>;
  readonly stopping?: AbortSignal;
}

/** What came of it. */
export interface Attempted {
  readonly verdict: Verdict;
  readonly report: AttemptReport;
  readonly reports: readonly AttemptReport[];
  readonly starts: number;
}

/** Policies without chance: another attempt in a second, twice. */
export const second = { attempts: 3, baseMs: 1000, factor: 1, jitter: 0 } as const;

/** Makes one attempt at a message. */
export async function attempt(given: Attempt = {}): Promise<Attempted> {
  const { act = () => {}, row, options, lease, engine = {}, stopping = new AbortController().signal } = given;
  const reports: AttemptReport[] = [];
  let starts = 0;
  const handler = (event: WebhookEvent, context: HandlerContext): unknown => {
    starts += 1;
    return act(event, context);
  };
  const run = createRun({
    engine,
    rows: [{ provider, on: { '*': handler }, ...row }],
    options: { retry: second, onAttempt: (report) => reports.push(report), ...options },
    stopping,
  });
  const message = lease?.message ?? (await createMessage());
  const lost = new AbortController().signal;
  const verdict = await run({ attempt: 1, replay: 0, lost, ...lease, message });
  return { verdict, report: reports[0] as AttemptReport, reports, starts };
}
