import type { EventRecord, KeptEvent } from './event-record.ts';

/** Writes records in groups. */
export interface GroupedRecords {
  write(record: EventRecord): Promise<KeptEvent>;
  /** Resolves when nothing is to be written any more. */
  settled(): Promise<void>;
}

interface Waiting {
  readonly record: EventRecord;
  /** When its sender has been answered that it was not stored, by `performance.now()`. */
  readonly until: number;
  resolve(kept: KeptEvent): void;
  reject(error: unknown): void;
}

/** How long a record waits for its turn, in milliseconds: the sender is answered soon after. */
const patienceMs = 1500;
/** In records. */
const largestGroup = 200;
/** In bytes of bodies. */
const largestGroupBytes = 8 * 2 ** 20;
/** In transactions at once: what comes while all are under way makes larger groups. */
const mostFlights = 3;

/**
 * Collects the records of one turn of the event loop, and what comes while the database is at work.
 *
 * @param writeAll - writes a group whole or not at all
 */
export function groupRecords(
  writeAll: (records: readonly EventRecord[]) => Promise<readonly KeptEvent[]>,
): GroupedRecords {
  const waiting: Waiting[] = [];
  const flights = new Set<Promise<void>>();
  let isPlanned = false;
  let sweeping: NodeJS.Timeout | undefined;
  const takeGroup = (): readonly Waiting[] => {
    let bytes = 0;
    const end = waiting.findIndex(
      ({ record }, at) => (bytes += record.body.length) > largestGroupBytes && at > 0,
    );
    return waiting.splice(0, Math.min(end < 0 ? waiting.length : end, largestGroup));
  };
  // What its sender has been told is not stored is not kept in memory for a database that hangs.
  const sweep = (): void => {
    sweeping = undefined;
    const now = performance.now();
    while (waiting[0] && waiting[0].until <= now)
      waiting.shift()?.reject(new Error('The database is too slow.'));
    if (waiting.length > 0) sweeping = setTimeout(sweep, patienceMs / 4);
  };
  const fly = async (group: readonly Waiting[]): Promise<void> => {
    try {
      const kept = await writeAll(group.map(({ record }) => record));
      for (const [at, { resolve }] of group.entries()) resolve(kept[at] as KeptEvent);
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  };
  const launch = (): void => {
    isPlanned = false;
    while (waiting.length > 0 && flights.size < mostFlights) {
      const flight = fly(takeGroup()).finally(() => {
        flights.delete(flight);
        launch();
      });
      flights.add(flight);
    }
    if (waiting.length > 0) sweeping ??= setTimeout(sweep, patienceMs / 4);
  };
  return {
    write: (record) =>
      new Promise((resolve, reject) => {
        waiting.push({ record, until: performance.now() + patienceMs, resolve, reject });
        if (!isPlanned) setImmediate(launch);
        isPlanned = true;
      }),
    async settled() {
      while (waiting.length > 0 || flights.size > 0) {
        launch();
        // oxlint-disable-next-line no-await-in-loop
        await Promise.all(flights);
      }
      clearTimeout(sweeping);
    },
  };
}
