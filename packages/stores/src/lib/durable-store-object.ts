import { d1Dialect } from './d1-dialect.ts';
import { createD1Keys, pruneQueries, type D1Keys, type Query, type Rows } from './d1-keys.ts';
import { answerCall, type ObjectCall } from './durable-call.ts';
import { toTables } from './sql-tables.ts';

/** What is used of a Durable Object's storage. */
export interface ObjectStorageLike {
  readonly sql: {
    exec(query: string, ...values: unknown[]): { toArray(): Record<string, unknown>[] };
  };
  getAlarm(): Promise<number | null>;
  setAlarm(scheduledTime: number): Promise<void>;
}

/** What is used of a Durable Object's state. */
export interface ObjectStateLike {
  readonly storage: ObjectStorageLike;
}

const tables = toTables();
const definitions = d1Dialect
  .migrations(tables)
  .flatMap(({ statements }) => statements)
  .map((text): Query => [text, []]);

/** How many rows an alarm deletes of each table: it answers nobody meanwhile. */
const pruneLimit = 1000;
const prunes = pruneQueries(tables, pruneLimit);
const nextExpiry = `SELECT min(expires) AS expires FROM (SELECT min(expires) AS expires FROM ${tables.events}
  UNION ALL SELECT min(expires) FROM ${tables.watermarks})`;

/** In milliseconds. */
const hour = 3_600_000;
const moment = 1000;

/**
 * The Durable Object of {@link durableObjectStore}: one of those that the keys are spread over. A Worker exports it, and
 * lists it under `new_sqlite_classes` in its configuration.
 *
 * @example
 * ```ts
 * export { HooklatchStoreObject } from '@hooklatch/stores/durable-object';
 * ```
 */
export class HooklatchStoreObject {
  /** Says to the types of Workers that this is the class of an object; there is no such property. */
  declare readonly __DURABLE_OBJECT_BRAND: never;
  readonly #storage: ObjectStorageLike;
  readonly #keys: D1Keys;
  #hasAlarm = false;

  /**
   * Is called by the platform.
   *
   * @param state - the object's
   */
  constructor({ storage }: ObjectStateLike) {
    this.#storage = storage;
    this.#run(definitions);
    // Nothing comes between statements that are not awaited, and they are written together.
    this.#keys = createD1Keys({ tables, run: async (queries) => this.#run(queries) });
  }

  /**
   * Answers the store. The platform holds the answer back until what was written is durable.
   *
   * @param request - of the store
   * @returns what its method gives, as JSON
   */
  async fetch(request: Request): Promise<Response> {
    const call = (await request.json()) as ObjectCall;
    // Before the key is taken: who cannot be told of a claim must not have one.
    if (!this.#hasAlarm && (await this.#storage.getAlarm()) === null)
      await this.#storage.setAlarm(Date.now() + hour);
    this.#hasAlarm = true;
    return Response.json(await answerCall(this.#keys, call));
  }

  /** Deletes what nobody needs any longer. Where it runs twice, the second time finds less, or nothing. */
  async alarm(): Promise<void> {
    this.#hasAlarm = false;
    const isFull = this.#run(prunes).some(({ length }) => length === pruneLimit);
    const [[row] = []] = this.#run([[nextExpiry, []]]);
    const expires = row?.['expires'];
    if (typeof expires !== 'number') return;
    await this.#storage.setAlarm(isFull ? Date.now() + moment : Math.max(expires, Date.now() + hour));
    this.#hasAlarm = true;
  }

  /** A statement whose rows were not all read would be in the way of the next one. */
  #run(queries: readonly Query[]): readonly Rows[] {
    return queries.map(([text, values]) => this.#storage.sql.exec(text, ...values).toArray());
  }
}
