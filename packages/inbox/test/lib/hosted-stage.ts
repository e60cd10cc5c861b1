import { createWebhook, type DeliveryReport, type WebhookEvent } from '@hooklatch/core';
import { toBytes, writeDelivery, type Provider } from '@hooklatch/core/provider';
import type { AttemptReport, Inbox, WorkOptions } from '@hooklatch/core/store';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { expect, vi } from 'vitest';
import type { FaultyStore } from './hosted-store.ts';

/** An inbox over a queue service, and what may happen to it. */
export interface HostedStage {
  readonly inbox: Inbox;
  readonly faults: FaultyStore;
  /** The keys of the bodies outside of the queue. */
  bodies(): Promise<readonly string[]>;
  removeBodies(): Promise<void>;
  /** Whether the service answers nothing but errors. */
  setDown(isDown: boolean): void;
  /** Hands out once more what was sent first, though it may be finished. */
  repeat(): Promise<unknown>;
  /** Hands out what is sent next so often to somebody who never answers. */
  vanish(times: number): void;
  /** Sends to the queue what is of somebody else. */
  sendForeign(): Promise<unknown>;
  /** How many messages can be taken. */
  waiting(): Promise<number>;
  close(): Promise<void>;
}

const secret = 'whsec_aG9zdGVkIHF1ZXVlcywgdGVzdGVkIGxvY2FsbHk=';
const provider: Provider = standardWebhooks({ secret }) as Provider;

/** What came of a delivery. */
export interface Answer extends Partial<Pick<DeliveryReport, 'outcome' | 'code' | 'error'>> {
  readonly status: number;
}

/** Delivers an event to a webhook that keeps it. */
export async function send(
  { inbox }: Pick<HostedStage, 'inbox'>,
  id: string,
  body: Uint8Array = toBytes('{"type":"order.paid"}'),
): Promise<Answer> {
  const url = 'https://example.com/webhooks';
  const delivery = await writeDelivery(provider, {
    secret,
    type: 'order.paid',
    id,
    body,
    url,
    time: Date.now(),
  });
  let report: DeliveryReport | undefined;
  const onDelivery = (one: DeliveryReport): void => void (report = one);
  const webhook = createWebhook(provider, { inbox, onDelivery, maxBodyBytes: 2 ** 25 });
  const { status } = await webhook.handle(delivery);
  return { ...(report as DeliveryReport | undefined), status };
}

/** What a worker does. */
export interface HostedWork {
  readonly starts: WebhookEvent[];
  readonly reports: AttemptReport[];
  /** Waits until so many attempts have ended so. */
  until(outcome: AttemptReport['outcome'], times?: number): Promise<void>;
  close(): Promise<void>;
}

/** Works on what there is; what fails is tried again at once. */
export async function work(
  { inbox }: Pick<HostedStage, 'inbox'>,
  act: (event: WebhookEvent, index: number) => unknown = () => {},
  options: WorkOptions = {},
): Promise<HostedWork> {
  const starts: WebhookEvent[] = [];
  const reports: AttemptReport[] = [];
  const on = { '*': (event: WebhookEvent) => (starts.push(event), act(event, starts.length - 1)) };
  // What another is at work on is looked at again within a second.
  const worker = await inbox.work([{ provider, on, leaseMs: 300 }], {
    retry: { attempts: 3, baseMs: 0, jitter: 0 },
    onAttempt: (report) => void reports.push(report),
    ...options,
  });
  return {
    starts,
    reports,
    async until(outcome, times = 1) {
      const count = (): number => reports.filter((report) => report.outcome === outcome).length;
      await vi.waitFor(() => expect(count()).toBe(times), { timeout: 8000, interval: 10 });
    },
    close: () => worker.close({ graceMs: 0 }),
  };
}
