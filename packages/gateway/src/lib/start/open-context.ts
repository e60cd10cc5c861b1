import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Logger } from 'pino';
import { createBus } from '../bus.ts';
import type { GatewayContext } from '../context.ts';
import { openDatabase, type DatabaseOrigin } from '../database/open-database.ts';
import type { GatewaySettings } from '../settings.ts';
import { createVault } from '../vault.ts';
import { holdFile } from './hold-file.ts';
import { checkKey, readKey } from './read-key.ts';
import { startClock } from './start-clock.ts';

/** What a context is opened from. */
export interface ContextOptions {
  readonly database: DatabaseOrigin;
  readonly settings: GatewaySettings;
  readonly log: Logger;
  readonly key?: string | undefined;
  readonly now?: (() => number) | undefined;
}

/** A context, and what closes it. */
export interface OpenedContext {
  readonly context: GatewayContext;
  /** Of the key's file. */
  readonly warning: string | undefined;
  close(): Promise<void>;
}

/**
 * Opens the database for this process, with the key that seals what is in it.
 *
 * @throws Error where another process has the file, where it cannot be opened, or where the key is another one
 */
export async function openContext({
  database: origin,
  settings,
  log,
  key,
  now,
}: ContextOptions): Promise<OpenedContext> {
  if ('file' in origin) await mkdir(dirname(origin.file), { recursive: true, mode: 0o700 });
  const held = 'file' in origin ? holdFile(origin.file) : undefined;
  const closers: (() => unknown)[] = [() => held?.release()];
  const close = async (): Promise<void> => {
    // oxlint-disable-next-line no-await-in-loop
    for (const closer of closers.splice(0).toReversed()) await closer();
  };
  try {
    const found = await readKey(origin, key);
    const vault = createVault(found.key);
    const database = await openDatabase(origin);
    closers.push(() => database.close());
    await checkKey(database, vault);
    const clock = await startClock(database);
    closers.push(() => clock.stop(0));
    const context = { ...database, vault, bus: createBus(), log, settings, now: now ?? clock.now };
    return { context, warning: found.warning, close };
  } catch (error) {
    await close();
    throw error;
  }
}
