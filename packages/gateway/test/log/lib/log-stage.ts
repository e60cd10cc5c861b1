import { onTestFinished } from 'vitest';
import type { DatabaseOrigin } from '../../../src/lib/database/open-database.ts';
import type { NewRow, Row } from '../../../src/lib/database/schema.ts';
import { followWithMinutes } from '../../../src/lib/log/follow-with-minutes.ts';
import { followWithText } from '../../../src/lib/log/follow-with-text.ts';
import { closeReader } from '../../../src/lib/log/open-reader.ts';
import { startRouter } from '../../../src/lib/routing/router.ts';
import type { GatewaySettings } from '../../../src/lib/settings.ts';
import { openContext, type TestContext } from '../../lib/open-context.ts';

/** An event that is put into the log: what is not said has some value. */
export interface Seed extends Partial<NewRow<'events'>> {
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: Uint8Array | string;
}

/** A log for a test. */
export interface LogStage extends TestContext {
  /** Stores events in this order, as the door does. */
  store(...seeds: readonly Seed[]): Promise<readonly Row<'events'>[]>;
  /** Lets the log's followers see what is stored. */
  route(): Promise<void>;
}

/** When seeded events come, in Unix milliseconds. */
export const seedTime = 1_795_000_000_000;

let stored = 0;

/** Opens a log in a fresh database; it ends with the test. */
export async function openLog(
  origin: DatabaseOrigin | undefined,
  settings: Partial<GatewaySettings> = {},
): Promise<LogStage> {
  const context = await openContext({ ...(origin && { origin }), settings, time: seedTime });
  onTestFinished(async () => {
    await closeReader(context);
    await context[Symbol.asyncDispose]();
  });
  return {
    ...context,
    store: (...seeds) => store(context, seeds),
    async route() {
      const router = startRouter(context, [followWithText(context), followWithMinutes(context)]);
      await router.idle();
      await router.stop(1000);
    },
  };
}

async function store(
  { transaction }: TestContext,
  seeds: readonly Seed[],
): Promise<readonly Row<'events'>[]> {
  return transaction(async (tx) => {
    const rows: Row<'events'>[] = [];
    for (const seed of seeds) {
      const { headers = [], body = '', ...given } = seed;
      const bytes = typeof body === 'string' ? Buffer.from(body) : body;
      stored += 1;
      // oxlint-disable-next-line no-await-in-loop
      const row = await tx
        .insertInto('events')
        .values({ ...plain(stored), bytes: bytes.length, ...given })
        .returningAll()
        .executeTakeFirstOrThrow();
      // oxlint-disable-next-line no-await-in-loop
      await tx
        .insertInto('contents')
        .values({ seq: row.seq, headers: JSON.stringify(headers), body: bytes, proof: null })
        .execute();
      rows.push(row);
    }
    return rows;
  });
}

function plain(number: number): Omit<NewRow<'events'>, 'seq' | 'bytes'> {
  return {
    id: `evt_${String(number).padStart(8, '0')}`,
    endpoint_id: 'end_1',
    provider: 'stripe',
    received_at: seedTime,
    method: 'POST',
    target: '/in/slug',
    outcome: 'verified',
    status: 200,
    code: null,
    hint: null,
    event_id: null,
    type: 'invoice.paid',
    secret_id: null,
    duplicate_of: null,
    source: 'received',
    remote_address: null,
    content_type: 'application/json',
    milliseconds: 1.5,
    routed: 0,
  };
}
