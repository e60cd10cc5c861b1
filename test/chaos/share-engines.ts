import { join } from 'node:path';
import { createDatabase } from '../servers/create-database.ts';
import { hasPostgres, startPostgres, type PostgresServer } from '../servers/postgres.ts';
import { hasRedis, startRedis } from '../servers/redis.ts';
import { chaosDefaults, engineNames, type EngineName } from './config.ts';
import { openEngine } from './engines.ts';

/** The engines that can be run here. */
export const presentEngines: readonly EngineName[] = engineNames.filter(
  (name) => name === 'sqlite' || (name === 'redis' ? hasRedis : hasPostgres),
);

/** A server of each kind, for everything in a test file. */
export interface SharedEngines {
  /** Data of its own, where nothing is kept yet. */
  create(engine: EngineName, dir: string): Promise<string>;
  /** The same, where nothing is made for keeping either. */
  createEmpty(engine: EngineName, dir: string): Promise<string>;
  stop(): Promise<void>;
}

/** Starts the servers of some engines. */
export async function shareEngines(engines: readonly EngineName[]): Promise<SharedEngines> {
  const redis = engines.includes('redis') ? await startRedis() : undefined;
  const postgres = engines.includes('postgres')
    ? await startPostgres({ settings: { max_connections: '300' } })
    : undefined;
  const template = postgres && (await createTemplate(postgres));
  let count = 0;
  const createEmpty: SharedEngines['create'] = async (engine, dir) => {
    if (engine === 'sqlite') return join(dir, 'inbox.db');
    const server = engine === 'redis' ? redis : postgres;
    if (!server) throw new Error(`${engine} was not started.`);
    return createDatabase(server);
  };
  return {
    createEmpty,
    async create(engine, dir) {
      if (engine !== 'postgres' || !postgres) return createEmpty(engine, dir);
      const name = `chaos_${(count += 1)}`;
      await postgres.psql(`create database ${name} template ${template} strategy file_copy`);
      return postgres.url.replace(/[^/]+$/, name);
    },
    async stop() {
      await Promise.all([redis?.stop(), postgres?.stop()]);
    },
  };
}

/** A database with pg-boss in it, which is quicker to copy than to make. */
async function createTemplate(postgres: PostgresServer): Promise<string> {
  await postgres.psql('create database chaos_template');
  const data = postgres.url.replace(/[^/]+$/, 'chaos_template');
  const engine = await openEngine({
    ...chaosDefaults,
    engine: 'postgres',
    data,
    dir: '',
    transactional: true,
  });
  await engine.prepare();
  await engine.close();
  return 'chaos_template';
}
