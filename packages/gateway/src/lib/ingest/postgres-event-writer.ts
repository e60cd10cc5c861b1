import { sql } from 'kysely';
import type { GatewayDatabase, Tx } from '../database/open-database.ts';
import { elapsedOf, type EventRecord, type EventWriter, type KeptEvent } from './event-record.ts';
import { groupRecords } from './group-records.ts';

/**
 * Writes the log into PostgreSQL: a group is one transaction of four statements, however many it holds.
 *
 * @param database - with the gateway's tables
 */
export function postgresEventWriter(database: Pick<GatewayDatabase, 'db' | 'transaction'>): EventWriter {
  let isDurable: boolean | undefined;
  const isServerDurable = async (): Promise<boolean> => {
    const { rows } = await sql<{ synchronous_commit: string }>`SHOW synchronous_commit`.execute(database.db);
    return rows[0]?.synchronous_commit !== 'off';
  };
  const grouped = groupRecords(async (records) => {
    isDurable ??= await isServerDurable();
    return database.transaction(async (tx) => {
      // A server may be set to say that it is done before it is.
      if (!isDurable) await sql`SET LOCAL synchronous_commit = on`.execute(tx);
      return insertAll(tx, records);
    });
  });
  return { write: grouped.write, close: grouped.settled };
}

const nameOf = (endpoint: string, key: string): string => `${endpoint} ${key}`;

async function insertAll(tx: Tx, records: readonly EventRecord[]): Promise<readonly KeptEvent[]> {
  const known = await insertKeys(tx, records);
  const kept = records.map(({ event, key }): KeptEvent => {
    const first = key === undefined ? undefined : known.get(nameOf(event.endpoint_id, key));
    return { id: event.id, duplicateOf: first === event.id ? undefined : first };
  });
  const rows = records.map((record, at) => {
    const duplicateOf = kept[at]?.duplicateOf;
    return {
      ...record.event,
      ...(duplicateOf !== undefined && { outcome: 'duplicate' as const }),
      duplicate_of: duplicateOf ?? null,
      milliseconds: elapsedOf(record),
      routed: 0 as const,
    };
  });
  const inserted = await tx.insertInto('events').values(rows).returning(['id', 'seq']).execute();
  const seqOf = new Map(inserted.map(({ id, seq }) => [id, seq]));
  const contents = records.map(({ event, headers, body, proof }) => {
    return {
      seq: seqOf.get(event.id) as number,
      headers,
      body: Buffer.from(body.buffer, body.byteOffset, body.length),
      proof,
    };
  });
  await tx.insertInto('contents').values(contents).execute();
  return kept;
}

/** The first event of each key: one of these records, or one that is there. */
async function insertKeys(tx: Tx, records: readonly EventRecord[]): Promise<ReadonlyMap<string, string>> {
  const wanted = new Map<string, { endpoint_id: string; key: string; event: string; seen_at: number }>();
  for (const { event, key } of records) {
    if (key === undefined) continue;
    const name = nameOf(event.endpoint_id, key);
    if (wanted.has(name)) continue;
    wanted.set(name, { endpoint_id: event.endpoint_id, key, event: event.id, seen_at: event.received_at });
  }
  const known = new Map([...wanted].map(([name, { event }]) => [name, event]));
  if (wanted.size === 0) return known;
  // In one order everywhere, so that two transactions never wait for each other.
  const rows = [...wanted.keys()]
    .toSorted()
    .map((name) => wanted.get(name) as NonNullable<ReturnType<typeof wanted.get>>);
  const fresh = await tx
    .insertInto('event_keys')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['endpoint_id', 'key']).doNothing())
    .returning(['endpoint_id', 'key'])
    .execute();
  for (const { endpoint_id: endpoint, key } of fresh) wanted.delete(nameOf(endpoint, key));
  if (wanted.size === 0) return known;
  // A statement of its own: one that was waited for is seen by it.
  const before = await tx
    .selectFrom('event_keys')
    .select(['endpoint_id', 'key', 'event'])
    .where(
      'key',
      'in',
      [...wanted.values()].map(({ key }) => key),
    )
    .where('endpoint_id', 'in', [...new Set([...wanted.values()].map((one) => one.endpoint_id))])
    .execute();
  for (const { endpoint_id: endpoint, key, event } of before) known.set(nameOf(endpoint, key), event);
  return known;
}
