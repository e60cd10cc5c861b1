import { sql, type RawBuilder } from 'kysely';
import { issueOnSettled, type WatchedAttempt } from '../../../src/lib/alerting/issue-on-settled.ts';
import type { Tx } from '../../../src/lib/database/open-database.ts';
import type { AlertStage } from './alert-stage.ts';

export const minuteMs = 60_000;

/** A rule about failures. */
export const onFailure: { readonly match: { readonly on: Readonly<Record<string, unknown>> } } = {
  match: { on: { kind: 'failure', failures: 3, withinMs: 300_000, repeatIntervalMs: 3_600_000 } },
};

/** What the dispatcher tells of one destination. */
export interface Told {
  fail(count?: number, more?: Partial<WatchedAttempt>): Promise<void>;
  /** The same, as the dispatcher counts it at the destination. */
  failInRow(count: number, cause?: string): Promise<void>;
  succeed(count?: number): Promise<void>;
  /** The titles of what was said, the oldest first. */
  said(): Promise<readonly string[]>;
  states(): Promise<readonly string[]>;
}

/** Makes a destination, and is what tells of it. */
export async function follow(stage: AlertStage): Promise<Told> {
  const { context } = stage;
  await context.db
    .insertInto('destinations')
    .values({
      id: 'dst_1',
      name: 'Billing',
      kind: 'http',
      config: new Uint8Array([1]),
      label: '',
      timeout_ms: 1000,
      schedule: null,
      rate_per_second: null,
      concurrency: 1,
      state: 'active',
      consecutive_failures: 0,
      failing_since: null,
      probe_at: null,
      created_at: context.now(),
      updated_at: context.now(),
      deleted_at: null,
    })
    .execute();
  const [event = ''] = await stage.store({});
  const hook = issueOnSettled(context);
  const tell = async (
    count: number,
    given: Pick<WatchedAttempt, 'result' | 'cause'>,
    isInRow = false,
  ): Promise<void> => {
    for (let at = 0; at < count; at += 1) {
      const settled = { event, destinationId: 'dst_1', at: context.now(), ...given };
      // oxlint-disable-next-line no-await-in-loop
      await context.transaction(async (tx) => {
        if (given.result === 'delivered') await countInRow(tx, sql`0`);
        if (isInRow) await countInRow(tx, sql`consecutive_failures + 1`);
        await hook(tx, settled);
      });
    }
  };
  return {
    fail: (count = 1, more) => tell(count, { result: 'failed', cause: '500', ...more }),
    failInRow: (count, cause = '500') => tell(count, { result: 'failed', cause }, true),
    succeed: (count = 3) => tell(count, { result: 'delivered', cause: undefined }),
    said: async () => (await stage.alerts()).map(({ said }) => said.title),
    states: async () =>
      (await context.db.selectFrom('issues').select('state').orderBy('id').execute()).map(
        ({ state }) => state,
      ),
  };
}

async function countInRow(tx: Tx, value: RawBuilder<unknown>): Promise<void> {
  await sql`UPDATE destinations SET consecutive_failures = ${value}`.execute(tx);
}
