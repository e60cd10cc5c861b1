import type { Tx } from '../../src/lib/database/open-database.ts';
import type { NewRow, Row } from '../../src/lib/database/schema.ts';

/** An event that a test stores: what is not said has some value. */
export interface StoredEvent extends Partial<NewRow<'events'>> {
  readonly id: string;
  readonly received_at: number;
}

/** What came with it. */
export interface StoredContent {
  readonly headers?: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
}

/** Stores a verified event and its content, as the door does. */
export async function insertEvent(
  tx: Tx,
  event: StoredEvent,
  { headers = [['content-type', 'application/json']], body }: StoredContent,
): Promise<Row<'events'>> {
  const row = await tx
    .insertInto('events')
    .values({
      endpoint_id: 'end_1',
      provider: 'stripe',
      method: 'POST',
      target: '/in/slug',
      outcome: 'verified',
      status: 200,
      type: 'invoice.paid',
      source: 'received',
      content_type: 'application/json',
      bytes: body.length,
      milliseconds: 1.5,
      routed: 0,
      ...event,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const content = { seq: row.seq, headers: JSON.stringify(headers), body, proof: null };
  await tx.insertInto('contents').values(content).execute();
  return row;
}
