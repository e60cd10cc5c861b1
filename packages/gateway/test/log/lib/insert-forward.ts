import type { Row } from '../../../src/lib/database/schema.ts';
import type { TestContext } from '../../lib/open-context.ts';

/** Puts a forward of an event into the database; resolves to its id. */
export async function insertForward(
  { db }: TestContext,
  event: Row<'events'>,
  state: Row<'forwards'>['state'],
): Promise<string> {
  const id = `fwd_${event.id}_${state}`;
  await db
    .insertInto('forwards')
    .values({
      id,
      event: event.id,
      event_seq: event.seq,
      endpoint_id: event.endpoint_id,
      connection_id: state,
      destination_id: 'dst_1',
      replay: 0,
      spent: 0,
      state,
      trigger: 'automatic',
      created_at: 1,
      due_at: 1,
      attempts: 1,
    })
    .execute();
  return id;
}
