import type { PostgresServer } from './postgres.ts';
import { redisDatabases, type RedisServer } from './redis.ts';

const used = new Map<number, number>();

/**
 * Gives a database that nothing is in, so that tests of one server do not meet.
 *
 * @param server - of `startRedis` or `startPostgres`
 * @returns its URL
 */
export async function createDatabase(server: PostgresServer | RedisServer): Promise<string> {
  const count = (used.get(server.port) ?? 0) + 1;
  if (server.kind === 'redis' && count >= redisDatabases) throw new Error('Redis has no more databases.');
  used.set(server.port, count);
  if (server.kind === 'redis') return `${server.url}/${count}`;
  await server.psql(`create database test_${count}`);
  return server.url.replace(/[^/]+$/, `test_${count}`);
}
