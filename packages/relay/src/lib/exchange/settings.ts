/** What a relay does where the application did not answer in time. */
export type RelayMode = 'sync' | 'store';

/** What a relay holds itself to. */
export interface RelayLimits {
  /** Of a provider's request, and of an answer; 413 past it. At most 31,457,280. (10,485,760) */
  readonly maxBodyBytes?: number | undefined;
  /** Deliveries that are kept for a token; 503 past it. (10,000) */
  readonly maxDeliveries?: number | undefined;
  /** Their bodies, and those that are being received. (268,435,456; in a Durable Object 67,108,864) */
  readonly maxKeptBytes?: number | undefined;
  /** Requests of providers that wait at once for a token; 503 past it. (256) */
  readonly maxHeld?: number | undefined;
  /** Requests of a token in a second, of which twice as many may come at once; 429 past it. (50) */
  readonly maxPerSecond?: number | undefined;
  /** How long a provider waits where its request does not say `Prefer: wait`, in milliseconds. (8,000) */
  readonly deadlineMs?: number | undefined;
  /** The most that `Prefer: wait` is given, in milliseconds. (30,000) */
  readonly maxDeadlineMs?: number | undefined;
}

/** {@link RelayLimits} and a mode, all of them there. */
export interface Settings extends Required<{ readonly [Name in keyof RelayLimits]: number }> {
  readonly mode: RelayMode;
}

/** With it a message of a Worker stays below 32 MiB. */
const mostBodyBytes = 31_457_280;

/**
 * Fills in what is not there.
 *
 * @param given - by the user
 * @param maxKeptBytes - where it is not given
 * @returns all of it
 * @throws TypeError where something is no whole number from 1, or the mode is unknown
 */
export function toSettings(
  { mode = 'sync', ...limits }: RelayLimits & { readonly mode?: RelayMode | undefined },
  maxKeptBytes = 268_435_456,
): Settings {
  if (mode !== 'sync' && mode !== 'store') throw new TypeError('The mode of a relay is sync or store.');
  const count = (name: keyof RelayLimits, otherwise: number): number => {
    const value = limits[name] ?? otherwise;
    if (!Number.isSafeInteger(value) || value < 1)
      throw new TypeError(`${name} must be a whole number from 1.`);
    return value;
  };
  const settings = {
    mode,
    maxBodyBytes: count('maxBodyBytes', 10_485_760),
    maxDeliveries: count('maxDeliveries', 10_000),
    maxKeptBytes: count('maxKeptBytes', maxKeptBytes),
    maxHeld: count('maxHeld', 256),
    maxPerSecond: count('maxPerSecond', 50),
    deadlineMs: count('deadlineMs', 8000),
    maxDeadlineMs: count('maxDeadlineMs', 30_000),
  };
  if (settings.maxBodyBytes > mostBodyBytes)
    throw new TypeError(`maxBodyBytes must be at most ${mostBodyBytes}.`);
  return settings;
}
