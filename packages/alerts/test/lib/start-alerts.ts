import { afterEach, vi } from 'vitest';
import { alerts, type Alerts, type AlertsOptions, type Channel } from '../../src/index.ts';
import { memoryOutbox } from '../../src/memory.ts';
import { slack } from '../../src/slack.ts';
import { closeMailboxes } from './mailbox.ts';
import { closeReceivers, type Receiver } from './receiver.ts';

const running: Alerts[] = [];

/** Starts alerts on every event, without limits of rate; they are closed after the test. */
export function startAlerts(options: Partial<AlertsOptions> & Pick<AlertsOptions, 'channels'>): Alerts {
  const names = Object.keys(options.channels);
  const rates = Object.fromEntries(names.map((name) => [name, { perSecond: 1000, burst: 1000 }]));
  const rules = [{ id: 'all', match: { on: 'event' as const } }];
  const own = alerts({ rules, rates, outbox: memoryOutbox(), pollMs: 10, onSend: false, ...options });
  running.push(own);
  return own;
}

/** Ends what a test has started. */
export function endAfterEach(): void {
  afterEach(async () => {
    await Promise.all(running.splice(0).map((one) => one.close({ graceMs: 0 })));
    await Promise.all([closeReceivers(), closeMailboxes()]);
    vi.restoreAllMocks();
  });
}

/** A channel of Slack at a receiver. */
export function ops(receiver: Receiver): { readonly ops: Channel } {
  return { ops: slack({ url: `${receiver.url}/hook`, timeoutMs: 500 }) };
}

/** What a receiver was told. */
export function textsAt({ requests }: Receiver): readonly string[] {
  return requests.map(({ body }) => (JSON.parse(body.toString()) as { text: string }).text);
}
