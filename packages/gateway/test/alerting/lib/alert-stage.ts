import type { AlertMessage } from '@hooklatch/alerts/rules';
import { createChannel } from '../../../src/lib/alerting/channels.ts';
import { followWithAlerts } from '../../../src/lib/alerting/follow-with-alerts.ts';
import { createRule } from '../../../src/lib/alerting/rules.ts';
import { startAlerting, type AlertingOptions } from '../../../src/lib/alerting/start-alerting.ts';
import type { ChannelView } from '../../../src/lib/api/channel-schemas.ts';
import { createId } from '../../../src/lib/create-id.ts';
import type { NewRow, Row } from '../../../src/lib/database/schema.ts';
import { startRouter } from '../../../src/lib/routing/router.ts';
import { insertEvent } from '../../lib/insert-event.ts';
import type { DatabaseStage } from '../../lib/on-each-database.ts';
import type { TestContext, TestContextOptions } from '../../lib/open-context.ts';

export const actor = { id: 'usr_test' };
/** When tests begin, in Unix milliseconds: 2026-11-22 12:00 UTC. */
export const noon: number = Date.UTC(2026, 10, 22, 12);

/** An event that is to be stored. */
export interface GivenEvent extends Partial<NewRow<'events'>> {
  readonly body?: unknown;
}

/** A gateway's database with an endpoint, and a clock that stands still. */
export interface AlertStage extends AsyncDisposable {
  readonly context: TestContext;
  readonly endpoint: string;
  /** Makes a channel; resolves to its id. */
  channel(kind: ChannelView['kind'], config: Record<string, unknown>, name?: string): Promise<string>;
  /** Makes a rule; resolves to its id. */
  rule(rule: Record<string, unknown>, channels?: readonly string[], name?: string): Promise<string>;
  /** Stores events and lets the follower see them, as the router does. */
  store(...events: readonly GivenEvent[]): Promise<readonly string[]>;
  /** Starts what sends; it looks often. */
  start(options?: AlertingOptions): AsyncDisposable;
  alerts(): Promise<readonly (Row<'alerts'> & { readonly said: AlertMessage })[]>;
  sends(): Promise<readonly Row<'sends'>[]>;
}

/** Opens a database with an endpoint in it; loopback is allowed, as tests receive there. */
export async function openAlerting(
  { open }: Pick<DatabaseStage, 'open'>,
  options: TestContextOptions = {},
): Promise<AlertStage> {
  const settings = {
    allowedAddresses: ['127.0.0.0/8', '::1'],
    dashboardUrl: 'https://gw.example.com',
    ...options.settings,
  };
  const context = await open({ time: noon, ...options, settings });
  const endpoint = 'end_shop';
  await context.db
    .insertInto('endpoints')
    .values(toEndpoint(endpoint, context.now()))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return {
    context,
    endpoint,
    channel: async (kind, config, name = kind) =>
      (await createChannel(context, actor, { name, kind, config })).id,
    rule: async (rule, channels = [], name = 'A rule') =>
      (await createRule(context, actor, { name, rule, channelIds: [...channels] })).id,
    async store(...events) {
      const ids = await storeEvents(context, endpoint, events);
      const router = startRouter(context, [followWithAlerts(context)]);
      await router.idle();
      await router.stop(1000);
      return ids;
    },
    start(given) {
      const part = startAlerting(context, { tickMs: 20, pollMs: 20, ...given });
      return { [Symbol.asyncDispose]: () => part.stop(1000) };
    },
    async alerts() {
      const rows = await context.db.selectFrom('alerts').selectAll().orderBy('id').execute();
      return rows.map((row) => ({ ...row, said: JSON.parse(row.message) as AlertMessage }));
    },
    sends: () => context.db.selectFrom('sends').selectAll().orderBy('id').execute(),
    [Symbol.asyncDispose]: () => context[Symbol.asyncDispose](),
  };
}

/** Stores events as the door does, and routes nothing. */
export async function storeEvents(
  context: TestContext,
  endpoint: string,
  events: readonly GivenEvent[],
): Promise<readonly string[]> {
  const ids: string[] = [];
  await context.transaction(async (tx) => {
    for (const { body = {}, ...given } of events) {
      const bytes = new Uint8Array(Buffer.from(JSON.stringify(body)));
      const id = createId('evt', context.now());
      ids.push(id);
      const event = { id, endpoint_id: endpoint, received_at: context.now(), ...given };
      // oxlint-disable-next-line no-await-in-loop
      await insertEvent(tx, event, { body: bytes });
    }
  });
  context.bus.tell({ kind: 'stored', events: ids });
  return ids;
}

function toEndpoint(id: string, now: number): NewRow<'endpoints'> {
  return {
    id,
    slug: id,
    name: 'Shop',
    provider: 'stripe',
    options: '{}',
    enabled: 1,
    response_mode: 'store',
    reply_timeout_ms: 1000,
    max_body_bytes: 1_000_000,
    created_at: now,
    updated_at: now,
    deleted_at: null,
  };
}
