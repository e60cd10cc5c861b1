import type { Inbox } from '@hooklatch/inbox';
import type { ChaosConfig } from './config.ts';
import { openPostgres } from './engines/postgres.ts';
import { openRedis } from './engines/redis.ts';
import { openSqlite } from './engines/sqlite.ts';
import { noFailpoints, type Failpoints } from './failpoint.ts';

/** An inbox on a real engine, and a table for what handlers have done. */
export interface OpenEngine {
  readonly inbox: Inbox<never>;
  /** Makes the table of effects, and migrates. */
  prepare(): Promise<void>;
  writeEffect(tx: unknown, id: string): Promise<void> | void;
  readEffects(): Promise<readonly string[]>;
  /** What is neither one thing nor the other, in words: there must be none when all is at rest. */
  findHalves(): Promise<readonly string[]>;
  /** How many events are remembered, in whatever state. */
  countKnown(): Promise<number>;
  /** Closes the inbox, and everything that was opened for it. */
  close(): Promise<void>;
}

/**
 * Opens the engine that a configuration names.
 *
 * @param config - what, and where
 * @param points - are come to before, while and after the engine speaks to what it keeps messages in (none)
 */
export function openEngine(config: ChaosConfig, points: Failpoints = noFailpoints): Promise<OpenEngine> {
  const open = { sqlite: openSqlite, postgres: openPostgres, redis: openRedis }[config.engine];
  return open(config, points);
}
