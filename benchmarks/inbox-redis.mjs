// What do 100 puts at once into an inbox on BullMQ cost, measured against `addBulk` of the same jobs alone?
import { bullmqInbox } from '@hooklatch/inbox/bullmq';
import { Queue } from 'bullmq';
import { hasRedis, startRedis } from '../test/servers/redis.ts';
import { compare } from './lib/compare.mjs';
import { reportPuts, requireAll, toMessage, toNames } from './lib/inbox-puts.mjs';

const short = process.argv.includes('--short');

async function measure(port) {
  const connection = { host: '127.0.0.1', port, enableOfflineQueue: false, maxRetriesPerRequest: 0 };
  const inbox = bullmqInbox({ connection, queue: 'ours' });
  const queues = { ours: new Queue('ours', { connection }), floor: new Queue('floor', { connection }) };
  const message = await toMessage();
  const putAll = () => Promise.all(toNames().map((names) => inbox.put({ ...message, ...names })));
  try {
    await Promise.all(Object.values(queues).map((queue) => queue.waitUntilReady()));
    const kept = await putAll();
    const [{ name, data, opts }] = await queues.ours.getJobs(['waiting'], 0, 0);
    const addAll = () =>
      queues.floor.addBulk(
        toNames().map((names) => ({
          name,
          data: { ...data, ...names },
          opts: { ...opts, jobId: names.id },
        })),
      );
    await addAll();
    requireAll(kept, await Promise.all(Object.values(queues).map((queue) => queue.getWaitingCount())));
    return await compare(addAll, putAll, short ? { rounds: 21, calls: 2 } : { rounds: 101, calls: 4 });
  } finally {
    await inbox.close();
    await Promise.all(Object.values(queues).map((queue) => queue.close()));
  }
}

if (hasRedis) {
  const server = await startRedis({ appendfsync: 'always' });
  try {
    reportPuts('BullMQ', 'addBulk', 'appendfsync always', await measure(server.port));
  } finally {
    await server.stop();
  }
} else {
  console.log('inbox, BullMQ: Redis is not installed, nothing was measured.');
}
