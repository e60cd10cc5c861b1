import type { DeadLetters } from '@hooklatch/core/store';
import { ErrorCode, Job } from 'bullmq';
import type { RedisPipeline } from './bullmq-client.ts';
import { deadFields, readDead } from './bullmq-job.ts';
import type { LazyQueue, OpenQueue } from './bullmq-queue.ts';

/** With its id and the time: takes a job from the dead ones to the finished ones, without its content. */
const discardScript = `
if redis.call('ZREM', KEYS[1], ARGV[1]) == 0 then return 0 end
redis.call('HDEL', KEYS[3], 'data', 'failedReason', 'stacktrace')
redis.call('HSET', KEYS[3], 'returnvalue', 'null', 'finishedOn', ARGV[2])
redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
return 1
`;

/** The jobs that have failed for good. */
export function bullmqDead({ ask }: Pick<LazyQueue, 'ask'>): DeadLetters {
  return {
    list: ({ limit = 100, offset = 0 } = {}) =>
      ask(async ({ queue, client }) => {
        // To -1 would be to the end.
        const ids = limit < 1 ? [] : await client.zrange(queue.toKey('failed'), offset, offset + limit - 1);
        if (ids.length === 0) return [];
        const pipeline = client.pipeline();
        for (const id of ids) pipeline.hmget(queue.toKey(id), ...deadFields);
        const answers = await answersOf(pipeline);
        return answers.map((fields, at) => readDead(ids[at] as string, fields as readonly (string | null)[]));
      }),
    retry: (id) => ask((open) => retryJob(open, id, 'failed')),
    discard: (id) =>
      ask(async ({ queue, client }) => {
        const keys = ['failed', 'completed', id].map((name) => queue.toKey(name));
        return (await client.eval(discardScript, keys.length, ...keys, id, String(Date.now()))) === 1;
      }),
  };
}

async function answersOf(pipeline: RedisPipeline): Promise<unknown[]> {
  const answers = (await pipeline.exec()) ?? [];
  return answers.map(([error, answer]) => {
    if (error) throw error;
    return answer;
  });
}

/** Sends a job that has finished or failed through again, with the next number. */
export async function replayJob(open: OpenQueue, id: string): Promise<boolean> {
  const { queue, client } = open;
  const key = queue.toKey(id);
  const pipeline = client.pipeline();
  pipeline.hexists(key, 'data');
  pipeline.hmget(key, 'progress');
  pipeline.zscore(queue.toKey('completed'), id);
  pipeline.zscore(queue.toKey('failed'), id);
  const answers = await answersOf(pipeline);
  const [hasContent, progress, completed, failed] = answers as [number, [string | null], unknown, unknown];
  if (hasContent !== 1 || (completed === null && failed === null)) return false;
  const { replay = 0 } = Object(JSON.parse(progress[0] ?? '{}')) as { replay?: number };
  // First the number: a worker may take the job as soon as it waits.
  await client.hset(key, 'progress', JSON.stringify({ replay: replay + 1 }));
  return retryJob(open, id, completed === null ? 'failed' : 'completed');
}

async function retryJob({ queue }: OpenQueue, id: string, state: 'completed' | 'failed'): Promise<boolean> {
  try {
    await new Job(queue, '', undefined, {}, id).retry(state, {
      resetAttemptsMade: true,
      resetAttemptsStarted: true,
    });
    return true;
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === ErrorCode.JobNotExist || code === ErrorCode.JobNotInState) return false;
    throw error;
  }
}
