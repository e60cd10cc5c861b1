import type { Kysely } from 'kysely';
import type { Database, Row } from '../database/schema.ts';

/** A stored event with all that came. */
export interface WholeEvent extends Row<'events'> {
  /** Pairs, as JSON. */
  readonly headers: string;
  readonly body: Uint8Array;
  readonly proof: string | null;
}

/** @returns nothing where its content is kept no longer */
export async function readWholeEvent(db: Kysely<Database>, seq: number): Promise<WholeEvent | undefined> {
  return db
    .selectFrom('events')
    .innerJoin('contents', 'contents.seq', 'events.seq')
    .selectAll('events')
    .select(['contents.headers', 'contents.body', 'contents.proof'])
    .where('events.seq', '=', seq)
    .executeTakeFirst();
}
