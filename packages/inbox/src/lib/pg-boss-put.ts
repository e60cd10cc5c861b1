import type { InboxMessage } from '@hooklatch/core/store';
import type { Kept } from './engine.ts';
import type { PgBossParts } from './pg-boss-client.ts';
import { writeJob } from './pg-boss-job.ts';

/** In bytes of bodies: more are put in several statements, because one is one text. */
const largestInsert = 16 * 2 ** 20;

/**
 * Keeps messages: one `insert` for all, which says which of them it has made. It leaves out those whose id is there
 * already, atomically, in whatever state that job is. Where the queue has been deleted it may leave out all, and does not
 * fail; so what it has not made is looked for.
 *
 * @param parts - of the inbox
 * @param messages - each with another id
 * @returns for each whether it was kept; an error where it is not there
 */
export async function putJobs(
  parts: PgBossParts,
  messages: readonly InboxMessage[],
): Promise<readonly Kept[]> {
  const { boss, queue } = parts;
  const stored = new Set<string>();
  for (const group of toGroups(messages)) {
    const ids = await boss.insert(queue, group.map(writeJob), { returnId: true });
    for (const id of ids ?? []) stored.add(id);
  }
  const others = messages.map(({ id }) => id).filter((id) => !stored.has(id));
  const present = others.length > 0 ? await findPresent(parts, others) : stored;
  return messages.map(({ id }) => {
    if (stored.has(id)) return 'stored';
    if (present.has(id)) return 'duplicate';
    return {
      error: new Error(`The queue ${queue} of pg-boss did not keep the message: call inbox.migrate().`),
    };
  });
}

/** Which of these are jobs, in whatever state. */
async function findPresent(
  { boss, schema, queue }: PgBossParts,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const text = `SELECT id FROM ${schema}.job WHERE name = $1 AND id = ANY($2::uuid[])`;
  const { rows } = await boss.getDb().executeSql(text, [queue, ids]);
  return new Set(rows.map((row) => (row as { id: string }).id));
}

function toGroups(messages: readonly InboxMessage[]): InboxMessage[][] {
  const groups: InboxMessage[][] = [];
  let bytes = 0;
  // In one order everywhere: two statements that wait for each other's ids would be a deadlock.
  for (const message of messages.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const { length } = message.body;
    if (groups.length === 0 || bytes + length > largestInsert) {
      groups.push([]);
      bytes = 0;
    }
    groups.at(-1)?.push(message);
    bytes += length;
  }
  return groups;
}
