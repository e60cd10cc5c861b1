import type { InboxMessage } from '@hooklatch/core/store';
import { withoutCommand } from './bullmq-client.ts';
import { toJob } from './bullmq-job.ts';
import type { OpenQueue } from './bullmq-queue.ts';
import type { Kept } from './engine.ts';

/** With the queue's key, a mark, and ids by lines: 1 for a job that has the mark, 0 for one that has another, else -1. */
const findMarks = `
local found = {}
for id in string.gmatch(ARGV[2], '[^\\n]+') do
  local opts = redis.call('HGET', KEYS[1] .. id, 'opts')
  found[#found + 1] = opts and (string.find(opts, ARGV[1], 1, true) and 1 or 0) or -1
end
return found
`;

/**
 * Adds jobs, and finds out which of them were there already.
 *
 * BullMQ says of both kinds that they are there. So each job has the mark of this call, which is looked for right
 * behind them on the same connection: one round trip, and true also where several add the same job at once.
 *
 * @param open - the queue
 * @param messages - each with an id of its own
 */
export async function putJobs(
  { queue, client }: OpenQueue,
  messages: readonly InboxMessage[],
): Promise<readonly Kept[]> {
  const mark = crypto.randomUUID();
  const adding = queue.addBulk(messages.map((message) => toJob(message, mark)));
  const ids = messages.map(({ id }) => id).join('\n');
  const finding = nextTurn().then(() => client.eval(findMarks, 1, queue.toKey(''), mark, ids));
  const [added, found] = await Promise.allSettled([adding, finding]);
  if (found.status === 'rejected') {
    throw withoutCommand(added.status === 'rejected' ? added.reason : found.reason);
  }
  return (found.value as readonly number[]).map((state) => {
    if (state >= 0) return state === 1 ? 'stored' : 'duplicate';
    // Where its adding has not failed it was handled and forgotten in between.
    return added.status === 'rejected' ? { error: withoutCommand(added.reason) } : 'stored';
  });
}

/** By then what was to be sent has been sent. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
