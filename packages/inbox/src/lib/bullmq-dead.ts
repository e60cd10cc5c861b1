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

/**
 * With its id: gives a job that has completed or failed, and still has its content, the next number of a replay, and
 * answers where it is. Whoever does this in two steps can write to a job that was removed in between. Two that ask at once
 * get one number: it is that of the life after the one that has ended then.
 */
const countReplayScript = `
local state = redis.call('ZSCORE', KEYS[2], ARGV[1]) and 'completed' or redis.call('ZSCORE', KEYS[3], ARGV[1]) and 'failed'
if not state or redis.call('HEXISTS', KEYS[1], 'data') == 0 then return false end
local progress = redis.call('HGET', KEYS[1], 'progress') or ''
local replay = tonumber(string.match(progress, '"replay":(%d+)')) or 0
local ended = redis.call('HGET', KEYS[1], 'finishedOn') or ''
if string.match(progress, '"after":"(%d*)"') ~= ended then
  redis.call('HSET', KEYS[1], 'progress', string.format('{"replay":%d,"after":"%s"}', replay + 1, ended))
end
return state
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
  const keys = [id, 'completed', 'failed'].map((name) => queue.toKey(name));
  // First the number: a worker may take the job as soon as it waits.
  const state = await client.eval(countReplayScript, keys.length, ...keys, id);
  return state === 'completed' || state === 'failed' ? retryJob(open, id, state) : false;
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
