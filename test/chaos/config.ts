/** The engines that are killed. */
export const engineNames = ['sqlite', 'postgres', 'redis'] as const;
export type EngineName = (typeof engineNames)[number];

/** What a process of the harness is told, as JSON in `HOOKLATCH_CHAOS`. */
export interface ChaosConfig {
  readonly engine: EngineName;
  /** A file's path for sqlite, else a URL. */
  readonly data: string;
  /** Where logs and armed failpoints are. */
  readonly dir: string;
  /** Of the receivers; each is given one of its own where it is 0. */
  readonly port: number;
  readonly leaseMs: number;
  readonly timeoutMs: number;
  /** Whether the effect is written in `withTransaction`. */
  readonly transactional: boolean;
  /** How long each handler takes, in milliseconds, where the event does not say. */
  readonly handlerMs: number;
  readonly attempts: number;
  /** When the second attempt follows the first, in milliseconds. */
  readonly retryMs: number;
  readonly concurrency: number;
  readonly retentionMs: number;
  /** How long a worker that ends waits for its handlers, in milliseconds. */
  readonly graceMs: number;
  /** Whether a receiver that is told to end does so while a request is in flight, and waits for one. (false) */
  readonly stopsBusy?: boolean;
  /** Whether the engine's own upkeep runs too, once a second. */
  readonly upkeep: boolean;
  readonly seed: number;
}

/** What a process is told where nothing else is said. */
export const chaosDefaults = {
  port: 0,
  leaseMs: 2000,
  timeoutMs: 10_000,
  handlerMs: 2,
  attempts: 60,
  retryMs: 50,
  // One at a time, so that a kill can cost no more than one start.
  concurrency: 1,
  retentionMs: 7 * 86_400_000,
  graceMs: 2000,
  upkeep: false,
  seed: 0,
} as const;

export const chaosSecret = 'whsec_Y2hhb3MgaGFybmVzcyBvZiBob29rbGF0Y2g=';

/** The configuration of this process. */
export function readConfig(): ChaosConfig {
  return JSON.parse(process.env['HOOKLATCH_CHAOS'] ?? '{}') as ChaosConfig;
}
