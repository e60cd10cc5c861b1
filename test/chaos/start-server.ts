import { join } from 'node:path';
import { createDatabase } from '../servers/create-database.ts';
import { startPostgres } from '../servers/postgres.ts';
import { startRedis } from '../servers/redis.ts';
import type { EngineName } from './config.ts';

/** What one run's engine keeps its messages in. */
export interface ChaosServer {
  create(engine: EngineName, dir: string): Promise<string>;
  /** Crashes it, and brings it back; absent where there is no server. */
  crash?(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the server of an engine, which loses nothing that it has answered. */
export async function startServer(engine: EngineName): Promise<ChaosServer> {
  if (engine === 'sqlite') return { create: async (_, dir) => join(dir, 'inbox.db'), stop: async () => {} };
  if (engine === 'redis') {
    const redis = await startRedis({ appendonly: true, appendfsync: 'always' });
    return {
      create: () => createDatabase(redis),
      async crash() {
        await redis.kill();
        await redis.restart();
      },
      stop: () => redis.stop(),
    };
  }
  const postgres = await startPostgres();
  return {
    create: () => createDatabase(postgres),
    crash: () => postgres.restart('immediate'),
    stop: () => postgres.stop(),
  };
}
