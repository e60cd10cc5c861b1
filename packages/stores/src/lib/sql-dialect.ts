import type { SqlQuery, SqlValue, Steps } from './sql-client.ts';
import type { SqlTables } from './sql-tables.ts';

/** A change of the tables; it is applied once, after those of lower versions. */
export interface SqlMigration {
  /** From 1. */
  readonly version: number;
  /** They change nothing where they were run before; the last one remembers the version. */
  readonly statements: readonly string[];
}

/** What differs between databases. In its SQL `{name}` stands for a value. */
export interface SqlDialect {
  /** How a value stands in SQL, by its place from 1. */
  parameter(place: number): string;
  /** Whether a value that stands in two places is given once. */
  readonly hasNumberedValues: boolean;
  toValue(value: SqlValue): SqlValue;
  /** A number that any driver gives as it is. */
  readable(expression: string): string;
  /** The time, as the columns `until` and `expires` have it. */
  readonly now: string;
  /** The time at the start of a statement, where an index can be searched by that and not by the other. (`now`) */
  readonly start?: string;
  /** A time that is long over. */
  readonly past: string;
  /** The time in as many milliseconds as the value says. */
  later(value: string): string;
  /** How many milliseconds are left until a time. */
  left(column: string): string;
  /** A value as the column `version` has it. */
  version(value: string): string;
  /**
   * What claims a key: statements that are run until one has a row.
   *
   * @param live - has a row where the key is held or done
   * @param take - takes the key under a condition, and has a row where that went well
   */
  claim(live: string, take: (condition: string) => string): readonly string[];
  /** Names the transaction that it stands in. */
  readonly transactionId: string;
  /** The first statement of a transaction: has a row with its `id` where the token holds. */
  fence(table: string, holds: string): string;
  /** Deletes the oldest of the rows that are over, as many as a value says. */
  prune(table: string, isOver: string): string;
  /** Has a row where the table of migrations is there. */
  isMigrated(tables: SqlTables): string;
  /** Lets other processes wait until this one has migrated, and makes what the tables stand in. */
  beforeMigrations(tables: SqlTables, query: SqlQuery): Steps<void>;
  migrations(tables: SqlTables): readonly SqlMigration[];
  /** Does something again for a while where the database was busy, as long as it may be done again. */
  patiently<Result>(act: () => Promise<Result>, mayRepeat?: () => boolean): Promise<Result>;
}
