import type { InboxMessage } from '@hooklatch/core/store';
import { withoutCommand } from './bullmq-client.ts';
import { toJob } from './bullmq-job.ts';
import type { OpenQueue } from './bullmq-queue.ts';
import type { Kept } from './engine.ts';

/**
 * With the queue's key, a mark, and ids by lines: 1 for a job that has the mark, 0 for one that has another, -1 for none,
 * -2 for a key that is no job. A number of a replay alone is what was left of a job: it goes, as nothing else removes it.
 */
const findMarks = `
local found = {}
for id in string.gmatch(ARGV[2], '[^\\n]+') do
  local key = KEYS[1] .. id
  local opts = redis.call('HGET', key, 'opts')
  if opts then
    found[#found + 1] = string.find(opts, ARGV[1], 1, true) and 1 or 0
  else
    found[#found + 1] = redis.call('EXISTS', key) == 1 and -2 or -1
    if redis.call('HLEN', key) == 1 and redis.call('HEXISTS', key, 'progress') == 1 then redis.call('DEL', key) end
  end
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
  const find = async (): Promise<readonly number[]> =>
    (await client.eval(findMarks, 1, queue.toKey(''), mark, ids)) as readonly number[];
  const finding = nextTurn().then(find);
  const [added, found] = await Promise.allSettled([adding, finding]);
  if (found.status === 'rejected') {
    throw withoutCommand(added.status === 'rejected' ? added.reason : found.reason);
  }
  // It is looked for before it is added where BullMQ sends its scripts first.
  const isEarly = added.status === 'fulfilled' && found.value.includes(-1);
  const states = isEarly ? await find().catch(throwWithoutCommand) : found.value;
  return states.map((state) => {
    if (state >= 0) return state === 1 ? 'stored' : 'duplicate';
    // Also where it may have been kept: what is sent once more is not lost.
    return { error: added.status === 'rejected' ? withoutCommand(added.reason) : notKept() };
  });
}

function throwWithoutCommand(error: unknown): never {
  throw withoutCommand(error);
}

function notKept(): Error {
  return new Error('Redis does not have the message: its key held no job, or was removed at once.');
}

/** By then what was to be sent has been sent. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
