import type { Kysely } from 'kysely';
import type { Tx } from '../database/open-database.ts';
import type { Database } from '../database/schema.ts';
import { addCounts } from '../metrics/add-counts.ts';
import { logSubject } from '../metrics/metric-names.ts';

/** How large the log is. */
export interface LogSize {
  readonly events: number;
  /** Of bodies and headers, and about 1 KiB for each event's row and its places in indexes. */
  readonly bytes: number;
}

/** In bytes: the row of an event and its entries in indexes, roughly. */
const rowBytes = 1024;

/**
 * What an event takes of the log's size.
 *
 * @param body - what is kept of its body, in bytes
 * @param headers - its headers as JSON, in bytes
 */
export function storedBytes(body: number, headers: number): number {
  return body + headers + rowBytes;
}

/** Adds to the log's size, or takes off; in the transaction that changes the log. */
export async function addToLog(tx: Tx, events: number, bytes: number): Promise<void> {
  const of = (metric: string, count: number) => ({ metric, subject: logSubject, count, at: 0 });
  await addCounts(tx, [of('stored_events', events), of('stored_bytes', bytes)], [0]);
}

/** How large the log is: it is counted as it grows, so that it takes the same time however large it is. */
export async function readLogSize(db: Kysely<Database>): Promise<LogSize> {
  const rows = await db
    .selectFrom('minutes')
    .select(['metric', 'count'])
    .where('span', '=', 0)
    .where('minute', '=', 0)
    .where('subject', '=', logSubject)
    .where('metric', 'in', ['stored_events', 'stored_bytes'])
    .execute();
  const of = (name: string): number => rows.find(({ metric }) => metric === name)?.count ?? 0;
  return { events: of('stored_events'), bytes: of('stored_bytes') };
}
