import type { PostgresAddress } from './postgres.ts';
import { redisDatabases, type RedisServer } from './redis.ts';

const used = new Map<number, number>();

/** Databases of this process: others may have the same server. */
const prefix = `test_${process.pid}_`;

/**
 * Gives a database that nothing is in, so that tests of one server do not meet.
 *
 * @param server - of `startRedis` or `startPostgres`
 * @returns its URL
 */
export async function createDatabase(server: PostgresAddress | RedisServer): Promise<string> {
  const count = (used.get(server.port) ?? 0) + 1;
  if (server.kind === 'redis' && count >= redisDatabases) throw new Error('Redis has no more databases.');
  used.set(server.port, count);
  if (server.kind === 'redis') return `${server.url}/${count}`;
  const name = `${prefix}${count}`;
  await server.psql(`create database ${name}`);
  return server.url.replace(/[^/]+$/, name);
}

/** Removes the databases that this process has made, and ends whoever is still connected to them. */
export async function dropDatabases(server: PostgresAddress): Promise<void> {
  const names = await server.psql(`select datname from pg_database where starts_with(datname, '${prefix}')`);
  for (const name of names.split('\n').filter(Boolean)) {
    await server.psql(`drop database if exists ${name} with (force)`);
  }
}
