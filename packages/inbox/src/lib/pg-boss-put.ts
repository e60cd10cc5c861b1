import type { InboxMessage } from '@hooklatch/core/store';
import type { PgBossParts } from './pg-boss-client.ts';
import { writeJob } from './pg-boss-job.ts';

type Kept = 'stored' | 'duplicate';

/** In bytes of bodies: more are put in several statements, because one is one text. */
const largestInsert = 16 * 2 ** 20;

/**
 * Keeps messages: one `insert` for all, which says which of them it has made. It leaves out those whose id is there
 * already, atomically, in whatever state that job is.
 *
 * @param parts - of the inbox
 * @param messages - each with another id
 * @returns for each whether it was kept
 */
export async function putJobs(
  { boss, queue }: PgBossParts,
  messages: readonly InboxMessage[],
): Promise<readonly Kept[]> {
  const stored = new Set<string>();
  for (const group of toGroups(messages)) {
    const ids = await boss.insert(queue, group.map(writeJob), { returnId: true });
    for (const id of ids ?? []) stored.add(id);
  }
  return messages.map(({ id }) => (stored.has(id) ? 'stored' : 'duplicate'));
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
