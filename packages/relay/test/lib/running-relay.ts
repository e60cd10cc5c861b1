import type { RelayLimits, RelayMode } from '../../src/node.ts';

/** How a relay is started. */
export interface RelaySettings {
  readonly mode: RelayMode;
  readonly limits?: RelayLimits;
}

/** A relay, however it is made. */
export interface RunningRelay {
  /** For clients. */
  readonly url: string;
  readonly token: string;
  /** For providers. */
  readonly publicUrl: string;
  /** Ends it, and starts it again at the same address with what it kept. */
  restart(): Promise<void>;
  /** All that it wrote for an operator. */
  log(): string;
  close(): Promise<void>;
}

/** Starts a relay. */
export type StartRelay = (settings: RelaySettings) => Promise<RunningRelay>;

/** What a server cannot help. */
export interface RelayPlatform {
  /** Whether it is given names and values one by one, as they were written. */
  readonly hasPairs: boolean;
}
