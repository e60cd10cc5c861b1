import type { Inbox } from '@hooklatch/inbox';
import type { Redis } from 'ioredis';
import type { ChaosConfig } from '../config.ts';
import type { OpenEngine } from '../engines.ts';
import type { Failpoints } from '../failpoint.ts';
import { watchedRedis } from './watched-redis.ts';

const prefix = 'bull:hooklatch:';
const uuid = '????????-????-????-????-????????????';

/** Opens an inbox on BullMQ. */
export async function openRedis(
  { data, retentionMs, graceMs }: ChaosConfig,
  points: Failpoints,
): Promise<OpenEngine> {
  const { bullmqInbox } = await import('@hooklatch/inbox/bullmq');
  const connection = watchedRedis(data, points);
  connection.on('error', () => {});
  const inbox = bullmqInbox({ connection, retentionMs, onWarning: () => {} });
  return {
    inbox: inbox as unknown as Inbox<never>,
    prepare: () => inbox.migrate(),
    writeEffect() {
      throw new TypeError('Redis has no transactions with the application\u2019s writes.');
    },
    readEffects: async () => [],
    findHalves: () => findHalves(connection),
    countKnown: async () => (await connection.keys(`${prefix}${uuid}`)).length,
    async close() {
      await inbox.close({ graceMs });
      connection.disconnect();
    },
  };
}

/** Jobs that are in no state, in several, or locked. */
async function findHalves(connection: Redis): Promise<readonly string[]> {
  const states = new Map<string, string[]>();
  const locks = await connection.keys(`${prefix}${uuid}:lock`);
  for (const key of await connection.keys(`${prefix}${uuid}`)) states.set(key.slice(prefix.length), []);
  const note = (state: string, ids: readonly string[]): void => {
    for (const id of ids) states.set(id, [...(states.get(id) ?? ['no job']), state]);
  };
  for (const state of ['wait', 'active', 'paused'])
    note(state, await connection.lrange(`${prefix}${state}`, 0, -1));
  for (const state of ['delayed', 'prioritized', 'completed', 'failed']) {
    note(state, await connection.zrange(`${prefix}${state}`, '0', '-1'));
  }
  const odd = [...states].filter(([, all]) => all.length !== 1);
  return [
    ...locks.map((key) => `${key} is there`),
    ...odd.map(([id, all]) => `${id} is in [${all.join(', ')}]`),
  ];
}
