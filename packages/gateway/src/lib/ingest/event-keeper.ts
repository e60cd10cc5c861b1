import { WebhookError, type DeliveryReport } from '@hooklatch/core';
import type { InboxMessage } from '@hooklatch/core/store';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { LiveEndpoint, Receiver } from '../endpoints/live-endpoint.ts';
import { adoptSecret, type AdoptingContext } from './adopt-secret.ts';
import { toRecord, type Arrival } from './arrival.ts';
import type { EventRecord, EventWriter, KeptEvent } from './event-record.ts';

/** One delivery on its way through a webhook, and what the webhook has said of it. */
export interface Passage {
  readonly arrival: Arrival;
  readonly live: LiveEndpoint;
  /** What was stored of it, where it was proved. */
  kept?: KeptEvent;
  report?: DeliveryReport;
  /** The secret that it brought, and under which id it is kept, where it is. */
  brought?: { readonly secret: string; readonly id: string | undefined };
}

/** Keeps what webhooks prove. */
export interface EventKeeper extends Receiver {
  /** Runs a delivery, so that what the webhook says is told apart from all others. */
  run<Result>(passage: Passage, work: () => Promise<Result>): Promise<Result>;
  /** Writes what was not proved. */
  write(record: EventRecord): Promise<KeptEvent>;
}

/**
 * Makes what stands between webhooks and the log.
 *
 * @param context - of the gateway
 * @param writer - of the log
 */
export function createEventKeeper(context: AdoptingContext, writer: EventWriter): EventKeeper {
  const passages = new AsyncLocalStorage<Passage>();
  const tell = createTeller(context);
  const write = async (record: EventRecord): Promise<KeptEvent> => {
    const kept = await writer.write(record);
    tell(kept.id);
    return kept;
  };
  return {
    write,
    run: (passage, work) => passages.run(passage, work),
    onDelivery(report) {
      const passage = passages.getStore();
      if (passage) passage.report = report;
    },
    async onSecret(endpointId, secret) {
      const id = await adoptSecret(context, endpointId, secret);
      const passage = passages.getStore();
      if (passage) passage.brought = { secret, id };
      // Its provider is told, rather than that what it signs with another secret is refused one by one.
      if (id === undefined) throw new WebhookError('signature_missing');
    },
    inbox: {
      async put(message) {
        const passage = passages.getStore();
        if (!passage) throw new Error('A message came without its delivery.');
        passage.kept = await write(recordOf(passage, message));
        return passage.kept.duplicateOf === undefined ? 'stored' : 'duplicate';
      },
      // Replays are the operator's.
      replay: () => Promise.resolve(false),
    },
  };
}

function recordOf({ arrival, live }: Passage, message: InboxMessage): EventRecord {
  const { row, provider, secretIds } = live;
  const { id, key, eventId, type, body, proof } = message;
  return toRecord(arrival, {
    endpoint_id: row.id,
    provider: row.provider,
    outcome: 'verified',
    status: provider.definition.success?.status ?? 200,
    event_id: eventId ?? null,
    type: type === '' ? null : type,
    secret_id: secretIds[proof.secretIndex] ?? null,
    body,
    // One that nothing names is like no other.
    key: key.startsWith(`${row.id}:unnamed:`) ? undefined : id,
    proof: JSON.stringify(proof),
  });
}

/** Tells of all that was stored in one turn of the event loop at once. */
function createTeller({ bus }: Pick<AdoptingContext, 'bus'>): (event: string) => void {
  let stored: string[] = [];
  return (event) => {
    stored.push(event);
    if (stored.length > 1) return;
    setImmediate(() => {
      const events = stored;
      stored = [];
      bus.tell({ kind: 'stored', events });
    });
  };
}
