import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { Cluster, Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPort } from '../../../test/servers/find-port.ts';
import { hasRedis, startRedis, type RedisServer } from '../../../test/servers/redis.ts';
import { until } from '../../../test/servers/until.ts';
import { bullmqInbox } from '../src/bullmq.ts';
import { toMessage } from './lib/inbox-messages.ts';

const provider = standardWebhooks({ secret: 'whsec_ZW5naW5lIGNvbnRyYWN0LCBjdXJyZW50' });

/** Starts one server that has all slots. */
async function startCluster(): Promise<RedisServer> {
  // What a server takes where it is not told is a port that may not exist.
  const bus = await findPort();
  const address = ['--cluster-port', `${bus}`, '--cluster-announce-ip', '127.0.0.1'];
  const server = await startRedis({ args: ['--cluster-enabled', 'yes', '--databases', '1', ...address] });
  const client = new Redis(server.port);
  await client.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
  await until(async () => String(await client.call('CLUSTER', 'INFO')).includes('cluster_state:ok'));
  client.disconnect();
  return server;
}

describe.skipIf(!hasRedis)('a cluster', () => {
  let server: RedisServer;
  let client: Cluster;
  beforeAll(async () => {
    server = await startCluster();
    client = new Cluster([{ host: '127.0.0.1', port: server.port }]);
  });
  afterAll(async () => {
    client?.disconnect();
    await server?.stop();
  });

  test('a prefix without braces is a TypeError', async () => {
    const inbox = bullmqInbox({ connection: client });
    await expect(inbox.migrate()).rejects.toThrow(TypeError);
    await expect(inbox.put(toMessage('evt'))).rejects.toThrow("give prefix braces, as in '{bull}'");
    await inbox.close();
  });

  test('messages are kept, known, handled, dead, and sent through again', async () => {
    const inbox = bullmqInbox({ connection: client, prefix: '{bull}' });
    const ids = Array.from({ length: 50 }, (_, at) => `evt-${at}`);
    const put = () => Promise.all(ids.map((id) => inbox.put(toMessage(id))));
    expect(new Set(await put())).toEqual(new Set(['stored']));
    expect(new Set(await put())).toEqual(new Set(['duplicate']));
    const handled: string[] = [];
    let isFailing = true;
    const handle = ({ id }: { readonly id?: string | undefined }): void => {
      if (isFailing && id === 'evt-7') throw new Error('not yet');
      handled.push(String(id));
    };
    await inbox.work([{ provider, name: 'test', on: { '*': handle } }], {
      retry: { attempts: 1 },
      onAttempt: false,
    });
    await until(async () => handled.length === 49 && (await inbox.stats()).dead === 1);
    isFailing = false;
    expect((await inbox.dead.list()).map(({ id }) => id)).toEqual(['evt-7']);
    expect(await inbox.dead.retry('evt-7')).toBe(true);
    await until(() => handled.length === 50);
    await until(async () => (await inbox.stats()).active === 0);
    expect(await inbox.replay('evt-3')).toBe(true);
    await until(() => handled.length === 51);
    await inbox.close();
    expect(handled.at(-1)).toBe('evt-3');
  });
});
