import type { Logger } from 'pino';
import type { Bus } from './bus.ts';
import type { GatewayDatabase } from './database/open-database.ts';
import type { GatewaySettings } from './settings.ts';
import type { Vault } from './vault.ts';

/** What every part of the gateway is given. */
export interface GatewayContext extends GatewayDatabase {
  readonly vault: Vault;
  readonly bus: Bus;
  readonly log: Logger;
  readonly settings: GatewaySettings;
  /** Unix milliseconds; on PostgreSQL the server's, so that processes agree. */
  readonly now: () => number;
}

/** A part that works until it is stopped. */
export interface Part {
  /** Takes nothing more; resolves when what it has is settled, or after `graceMs`. */
  stop(graceMs: number): Promise<void>;
}
