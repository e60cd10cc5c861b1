import type { InboxMessage } from '@hooklatch/core/store';
import { withoutCommand } from './bullmq-client.ts';
import { toJob } from './bullmq-job.ts';
import type { OpenQueue } from './bullmq-queue.ts';
import type { Kept } from './engine.ts';

/** With the keys of jobs, and a mark for each: 1 where the job has it, 0 where it has another one, -1 where it is not. */
const markScript = `
local found = {}
for at, key in ipairs(KEYS) do
  local opts = redis.call('HGET', key, 'opts')
  found[at] = opts and (string.find(opts, ARGV[at], 1, true) and 1 or 0) or -1
end
return found
`;

/**
 * Adds jobs, and finds out which of them were there already.
 *
 * BullMQ says of both kinds that they are there. So each job has a mark, which is looked for right behind them on the
 * same connection: one round trip, and true also where several add the same job at once.
 */
export async function putJobs(
  { queue, client }: OpenQueue,
  messages: readonly InboxMessage[],
): Promise<readonly Kept[]> {
  const jobs = messages.map((message) => toJob(message, crypto.randomUUID()));
  const adding = queue.addBulk(jobs);
  const [added, found] = await Promise.allSettled([adding, findMarks()]);
  if (found.status === 'rejected')
    throw withoutCommand(added.status === 'rejected' ? added.reason : found.reason);
  return found.value.map((state) => {
    if (state >= 0) return state === 1 ? 'stored' : 'duplicate';
    // Where its adding has not failed it was handled and forgotten in between.
    return added.status === 'rejected' ? { error: withoutCommand(added.reason) } : 'stored';
  });

  async function findMarks(): Promise<readonly number[]> {
    // By then they are on their way.
    await new Promise((resolve) => setImmediate(resolve));
    const keys = jobs.map(({ data }) => queue.toKey(data.id));
    const marks = jobs.map(({ opts }) => opts.mark);
    return (await client.eval(markScript, keys.length, ...keys, ...marks)) as readonly number[];
  }
}
