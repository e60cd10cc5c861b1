import { createWebhook, type DeliveryReport } from '@hooklatch/core';
import type { Bus } from '../bus.ts';
import type { GatewayContext, Part } from '../context.ts';
import type { Row } from '../database/schema.ts';
import type { LiveEndpoint } from '../endpoints/live-endpoint.ts';
import { readSecrets } from '../endpoints/read-secrets.ts';
import { readOptions } from '../endpoints/secret-options.ts';
import { openSecrets } from '../endpoints/secrets.ts';
import { toProvider } from '../endpoints/to-provider.ts';
import type { Arrival } from '../ingest/arrival.ts';
import { createEventKeeper, type Passage } from '../ingest/event-keeper.ts';
import type { EventDraft, EventRecord, EventWriter, KeptEvent } from '../ingest/event-record.ts';
import { postgresEventWriter } from '../ingest/postgres-event-writer.ts';
import { sqliteEventWriter } from '../ingest/sqlite-event-writer.ts';
import { anyAge, toTrustedProvider } from './trusted-provider.ts';

/** Takes what applications hand on and report. */
export interface ReportDesk {
  /** Takes a request as its endpoint's provider would have sent it, with what is known of it better. */
  take(
    row: Row<'endpoints'>,
    arrival: Arrival,
    request: Parameters<LiveEndpoint['webhook']['handle']>[0],
    known: Partial<EventDraft>,
  ): Promise<{ readonly kept: KeptEvent | undefined; readonly report: DeliveryReport | undefined }>;
  /** Writes what has no request. */
  write(record: EventRecord): Promise<KeptEvent>;
}

const desks = new WeakMap<Bus, ReportDesk>();

/** The desk of a process, once it is open. */
export function reportDeskOf(bus: Bus): ReportDesk | undefined {
  return desks.get(bus);
}

/** Opens the desk, which writes into the log over a connection of its own: what fails there fails nothing at the door. */
export function startReportDesk(context: GatewayContext): Part {
  const writer: EventWriter =
    context.file === undefined ? postgresEventWriter(context) : sqliteEventWriter(context.file);
  const known = new Map<string, Partial<EventDraft>>();
  const write = (record: EventRecord): Promise<KeptEvent> =>
    writer.write({ ...record, event: { ...record.event, ...known.get(record.event.id) } });
  const keeper = createEventKeeper(context, { write, close: () => writer.close() });
  const endpoints = new Map<string, LiveEndpoint>();
  const openEndpoint = async (row: Row<'endpoints'>): Promise<LiveEndpoint> => {
    const before = endpoints.get(row.id);
    if (before && before.row.updated_at === row.updated_at) return before;
    const secrets = (await readSecrets(context.db, [row.id])).get(row.id) ?? [];
    const texts = openSecrets(context, secrets, context.now());
    const provider = toTrustedProvider(
      toProvider(row.provider, readOptions(row.options, context.vault, row.id), texts),
    );
    const webhook = createWebhook(provider, {
      inbox: keeper.inbox,
      onDelivery: keeper.onDelivery,
      name: row.id,
      maxBodyBytes: row.max_body_bytes,
      maxBufferedBytes: Number.MAX_SAFE_INTEGER,
      toleranceInSeconds: anyAge,
      // The URL is the application's word, as everything is.
      ...(provider.definition.schemes.some(({ covers }) => covers.url) && { trustProxy: () => false }),
      now: context.now,
    });
    // No secret of the gateway has proved anything.
    const opened = { row, provider, webhook, secretIds: [], until: Infinity };
    endpoints.set(row.id, opened);
    return opened;
  };
  const work = new Set<Promise<unknown>>();
  const follow = <Result>(one: Promise<Result>): Promise<Result> => {
    const settled = one.then(
      () => {},
      () => {},
    );
    work.add(settled);
    void settled.then(() => work.delete(settled));
    return one;
  };
  const take: ReportDesk['take'] = async (row, arrival, request, given) => {
    const live = await openEndpoint(row);
    const passage: Passage = { arrival, live };
    known.set(arrival.id, given);
    try {
      await keeper.run(passage, () => live.webhook.handle(request));
    } finally {
      known.delete(arrival.id);
    }
    return { kept: passage.kept, report: passage.report };
  };
  desks.set(context.bus, {
    take: (...given) => follow(take(...given)),
    write: (record) => follow(keeper.write(record)),
  });
  return {
    async stop() {
      desks.delete(context.bus);
      await Promise.all(work);
      await writer.close();
    },
  };
}
