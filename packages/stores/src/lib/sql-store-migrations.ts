import type { SqlMigration } from './sql-dialect.ts';

/** One change of a store's tables. */
export interface SqlStoreMigration {
  /** From 1. */
  readonly version: number;
  /** Statements, each with a `;` at its end. */
  readonly sql: string;
}

/**
 * Writes migrations as one text each.
 *
 * @param migrations - of a dialect
 * @returns what tools for migrations take
 */
export function toStoreMigrations(migrations: readonly SqlMigration[]): readonly SqlStoreMigration[] {
  return migrations.map(({ version, statements }) => ({ version, sql: `${statements.join(';\n')};\n` }));
}
