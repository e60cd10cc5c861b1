import type { WebhookStore } from '@hooklatch/core/store';
import { Redis } from 'ioredis';
import { DatabaseSync } from 'node:sqlite';
import { Pool } from 'pg';
import { postgresStore } from '@hooklatch/stores/postgres';
import { redisStore } from '@hooklatch/stores/redis';
import { sqliteStore } from '@hooklatch/stores/sqlite';
import type { ChaosConfig } from './config.ts';

/** A store, and what closes its client. */
export interface OpenStore {
  readonly store: WebhookStore;
  close(): Promise<void>;
}

/** Opens the store over what an engine keeps its messages in. */
export async function openStore({ engine, data }: ChaosConfig): Promise<OpenStore> {
  switch (engine) {
    case 'sqlite': {
      const client = new DatabaseSync(data);
      client.exec('PRAGMA journal_mode = WAL');
      return { store: sqliteStore({ client }), close: async () => client.close() };
    }
    case 'postgres': {
      const client = new Pool({ connectionString: data, max: 10 });
      return { store: postgresStore({ client }), close: () => client.end() };
    }
    case 'redis': {
      const client = new Redis(data);
      return { store: redisStore({ client }), close: async () => client.disconnect() };
    }
  }
}
