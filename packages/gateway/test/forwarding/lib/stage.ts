import { createId } from '../../../src/lib/create-id.ts';
import type { Row } from '../../../src/lib/database/schema.ts';
import { createConnection } from '../../../src/lib/forwarding/connections.ts';
import { createDestination, type NewDestination } from '../../../src/lib/forwarding/destinations.ts';
import { followWithForwards } from '../../../src/lib/forwarding/follow-with-forwards.ts';
import type { HeaderPairs } from '../../../src/lib/outbound/create-outbound.ts';
import type { DatabaseStage } from '../../lib/on-each-database.ts';
import type { TestContext, TestContextOptions } from '../../lib/open-context.ts';

export const actor = { id: 'usr_test' };

/** An event that is to be stored. */
export interface GivenEvent {
  readonly type?: string;
  readonly outcome?: Row<'events'>['outcome'];
  readonly duplicateOf?: string;
  readonly method?: string;
  readonly target?: string;
  readonly headers?: HeaderPairs;
  readonly body?: string | Uint8Array;
  readonly proof?: object;
  readonly provider?: string;
}

/** A gateway's database with one endpoint. */
export interface Stage extends AsyncDisposable {
  readonly context: TestContext;
  readonly endpoint: string;
  /** Makes a destination that every event goes to. */
  connect(given: Partial<NewDestination> & { url?: string; filter?: string }): Promise<Connected>;
  /** Stores events and lets the follower see them, as the router does. */
  store(...events: readonly GivenEvent[]): Promise<readonly string[]>;
  forwards(): Promise<readonly Row<'forwards'>[]>;
  attempts(): Promise<readonly Row<'attempts'>[]>;
  destination(id: string): Promise<Row<'destinations'>>;
}

/** A destination with its connection. */
export interface Connected {
  readonly id: string;
  readonly connection: string;
  readonly signingSecret: string;
  readonly token: string;
}

/** Opens a database with an endpoint in it; loopback is allowed, as tests receive there. */
export async function openStage(
  { open }: Pick<DatabaseStage, 'open'>,
  options: TestContextOptions = {},
): Promise<Stage> {
  const settings = { allowedAddresses: ['127.0.0.0/8', '::1'], ...options.settings };
  const context = await open({ ...options, settings });
  const endpoint = createId('end', context.now());
  await context.db
    .insertInto('endpoints')
    .values({
      id: endpoint,
      slug: endpoint,
      name: 'test',
      provider: 'stripe',
      options: '{}',
      enabled: 1,
      response_mode: 'store',
      reply_timeout_ms: 1000,
      max_body_bytes: 1_000_000,
      created_at: context.now(),
      updated_at: context.now(),
      deleted_at: null,
    })
    .execute();
  const follow = followWithForwards(context);
  return {
    context,
    endpoint,
    async connect({ url, filter, ...given }) {
      const kind = given.kind ?? 'http';
      const config = given.config ?? (kind === 'http' ? { url } : {});
      const made = await createDestination(context, actor, { name: 'test', ...given, kind, config });
      const { id, signingSecret, token } = made;
      const connection = await createConnection(context, actor, {
        endpointId: endpoint,
        destinationId: id,
        ...(filter !== undefined && { filter }),
      });
      return { id, connection: connection.id, signingSecret: signingSecret ?? '', token: token ?? '' };
    },
    async store(...events) {
      const now = context.now();
      const ids = await context.transaction(async (tx) => {
        const stored = [];
        for (const event of events) {
          const row = toEvent(event, endpoint, now);
          const { seq } = await tx
            .insertInto('events')
            .values(row)
            .returning('seq')
            .executeTakeFirstOrThrow();
          const headers = JSON.stringify(event.headers ?? [['Content-Type', 'application/json']]);
          const body = typeof event.body === 'string' ? new TextEncoder().encode(event.body) : event.body;
          const content = { headers, body: body ?? new TextEncoder().encode('{"a":1}') };
          const proof = event.proof ? JSON.stringify(event.proof) : null;
          await tx
            .insertInto('contents')
            .values({ seq, ...content, proof })
            .execute();
          stored.push({ ...row, seq, ...content });
        }
        await follow(tx, stored, now);
        return stored.map(({ id }) => id);
      });
      context.bus.tell({ kind: 'forward_due' });
      return ids;
    },
    forwards: () => context.db.selectFrom('forwards').selectAll().orderBy('id').execute(),
    attempts: () => context.db.selectFrom('attempts').selectAll().orderBy('id').execute(),
    destination: (id) =>
      context.db.selectFrom('destinations').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    [Symbol.asyncDispose]: () => context[Symbol.asyncDispose](),
  };
}

function toEvent(given: GivenEvent, endpoint: string, now: number): Omit<Row<'events'>, 'seq'> {
  return {
    id: createId('evt', now),
    endpoint_id: endpoint,
    provider: given.provider ?? 'stripe',
    received_at: now,
    method: given.method ?? 'POST',
    target: given.target ?? `/in/${endpoint}`,
    outcome: given.outcome ?? 'verified',
    status: 200,
    code: null,
    hint: null,
    event_id: null,
    type: given.type ?? 'invoice.paid',
    secret_id: null,
    duplicate_of: given.duplicateOf ?? null,
    source: 'received',
    remote_address: null,
    content_type: 'application/json',
    bytes: 7,
    milliseconds: 1,
    routed: 1,
  };
}
