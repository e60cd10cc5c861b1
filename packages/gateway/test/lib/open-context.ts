import { statfsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createBus } from '../../src/lib/bus.ts';
import type { GatewayContext } from '../../src/lib/context.ts';
import { openDatabase, type DatabaseOrigin } from '../../src/lib/database/open-database.ts';
import { defaultSettings, type GatewaySettings } from '../../src/lib/settings.ts';
import { createVault } from '../../src/lib/vault.ts';

/** A gateway's parts for a test, with a clock of its own. */
export interface TestContext extends GatewayContext, AsyncDisposable {
  /** Lets time pass, in milliseconds. */
  pass(milliseconds: number): void;
}

/** How a context is opened. */
export interface TestContextOptions {
  /** (a fresh file of SQLite) */
  readonly origin?: DatabaseOrigin;
  readonly settings?: Partial<GatewaySettings>;
  /** Unix milliseconds at the start. (now; it then goes on by itself) */
  readonly time?: number;
}

/** In memory where there is room: what is asked here is not asked of the disk, and each commit waits for one. */
function scratchDir(): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    if (bavail * bsize > 2 ** 30) return '/dev/shm';
  } catch {
    // There is none.
  }
  return tmpdir();
}

/** Opens a database in a fresh directory, which goes with the context. */
export async function openContext(options: TestContextOptions = {}): Promise<TestContext> {
  const directory = await mkdtemp(join(scratchDir(), 'hooklatch-gateway-'));
  const database = await openDatabase(options.origin ?? { file: join(directory, 'gateway.db') });
  let ahead = 0;
  const { time } = options;
  return {
    ...database,
    vault: createVault('a key for tests that is long enough'),
    bus: createBus(),
    log: pino({ level: 'silent' }),
    settings: { ...defaultSettings, ...options.settings },
    now: () => (time ?? Date.now()) + ahead,
    pass(milliseconds) {
      ahead += milliseconds;
    },
    async [Symbol.asyncDispose]() {
      await database.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
