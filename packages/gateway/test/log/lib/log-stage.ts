import { onTestFinished } from 'vitest';
import type { DatabaseOrigin } from '../../../src/lib/database/open-database.ts';
import type { NewRow, Row } from '../../../src/lib/database/schema.ts';
import { followWithMinutes } from '../../../src/lib/log/follow-with-minutes.ts';
import { followWithText } from '../../../src/lib/log/follow-with-text.ts';
import { closeReader } from '../../../src/lib/log/open-reader.ts';
import { startRouter } from '../../../src/lib/routing/router.ts';
import type { GatewaySettings } from '../../../src/lib/settings.ts';
import { insertEvent } from '../../lib/insert-event.ts';
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
      stored += 1;
      const event = { id: `evt_${String(stored).padStart(8, '0')}`, received_at: seedTime, ...given };
      const bytes = typeof body === 'string' ? Buffer.from(body) : body;
      // oxlint-disable-next-line no-await-in-loop
      rows.push(await insertEvent(tx, event, { headers, body: bytes }));
    }
    return rows;
  });
}
