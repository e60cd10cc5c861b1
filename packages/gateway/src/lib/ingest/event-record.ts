import type { EventTable } from '../database/event-tables.ts';

/** A row of the log before it is written: what is found out while it is, is left out. */
export type EventDraft = Omit<EventTable, 'seq' | 'milliseconds' | 'duplicate_of' | 'routed'>;

/** A delivery as it is written into the log. */
export interface EventRecord {
  readonly event: EventDraft;
  /** Pairs, as received and in order, as JSON. */
  readonly headers: string;
  readonly body: Uint8Array;
  /** Of the message, as JSON. */
  readonly proof: string | null;
  /** Recognises a second delivery; undefined where nothing names the event, or it is none. */
  readonly key: string | undefined;
  /** When the delivery came, by `performance.now()`. */
  readonly started: number;
}

/** A record that is in the log. */
export interface KeptEvent {
  readonly id: string;
  /** The first event of its key, where it is a duplicate. */
  readonly duplicateOf: string | undefined;
}

/** Writes the log: all that comes in one turn of the event loop in one transaction. */
export interface EventWriter {
  /**
   * Resolves once it is durable.
   *
   * @throws what the database says: it is not written then, or nobody can tell
   */
  write(record: EventRecord): Promise<KeptEvent>;
  /** Resolves when nothing is to be written any more, and lets go of the database. */
  close(): Promise<void>;
}

/** How long a delivery took so far, in milliseconds. */
export function elapsedOf({ started }: EventRecord): number {
  return Math.round((performance.now() - started) * 1000) / 1000;
}
