import type { RedisClient } from './bullmq-client.ts';

/**
 * Refuses a Redis that forgets keys when its memory is full, and warns of one that can lose what it has acknowledged.
 *
 * @param client - of a server; one that does not say how it is configured is taken as it is
 * @param warn - gets a sentence
 * @throws TypeError that names the setting
 */
export async function checkServer(client: RedisClient, warn: (text: string) => void): Promise<void> {
  const info = await client.info();
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
  if (policy !== undefined && policy !== 'noeviction') {
    throw new TypeError(
      `This Redis forgets events when its memory is full: set its maxmemory-policy to noeviction (it is ${policy}).`,
    );
  }
  const { appendfsync } = await readSettings(client);
  const loss = 'events that were acknowledged are lost when its machine fails';
  if (/^aof_enabled:0/m.test(info)) {
    warn(`Redis keeps no append-only file: ${loss}. Set appendonly to yes, and appendfsync to always.`);
  } else if (appendfsync !== undefined && appendfsync !== 'always') {
    warn(
      `Redis answers before it has written to disk: the last ${loss}. Set appendfsync to always (it is ${appendfsync}).`,
    );
  }
}

async function readSettings(client: RedisClient): Promise<Readonly<Record<string, string>>> {
  // Services that are managed forbid it.
  const answer = await client.config('GET', 'appendfsync').catch(() => []);
  if (!Array.isArray(answer)) return answer as Record<string, string>;
  const [name, value] = answer as readonly string[];
  return name === undefined || value === undefined ? {} : { [name]: value };
}
