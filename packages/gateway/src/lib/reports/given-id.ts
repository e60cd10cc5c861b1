import { createHash } from 'node:crypto';
import type { GatewayContext } from '../context.ts';
import type { KeptEvent } from '../ingest/event-record.ts';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const timeLetters = 9;
const hashLetters = 14;

/**
 * The event's id of what an application gives an id itself: the same for the same, of the same length as any other, and
 * sorted by the application's clock.
 *
 * @param endpointId - whose
 * @param given - the application's own id, and its time in Unix milliseconds
 */
export function toEventId(
  endpointId: string,
  { id, at }: { readonly id: string; readonly at: number },
): string {
  const digest = createHash('sha256').update(`${endpointId} ${at} ${id}`).digest();
  let time = '';
  for (let rest = at; time.length < timeLetters; rest = Math.floor(rest / 32))
    time = `${alphabet[rest % 32]}${time}`;
  const hash = [...digest.subarray(0, hashLetters)].map((byte) => alphabet[byte % 32]).join('');
  return `evt_${time}${hash}`;
}

/** Those of some events that are in the log already. */
export async function findKept(
  { db }: Pick<GatewayContext, 'db'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, KeptEvent>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('events').select(['id', 'duplicate_of']).where('id', 'in', ids).execute();
  return new Map(
    rows.map(({ id, duplicate_of: original }) => [id, { id, duplicateOf: original ?? undefined }]),
  );
}
