/** The names of an inbox's tables. */
export interface SqliteTables {
  readonly messages: string;
  readonly contents: string;
  readonly settings: string;
  readonly migrations: string;
  /** Of the store that belongs to the inbox. */
  readonly events: string;
}

/**
 * Names an inbox's tables.
 *
 * @param prefix - letters, digits and `_`, at most 30 of them
 * @throws TypeError where it has other characters
 */
export function toSqliteTables(prefix: string = 'hooklatch_'): SqliteTables {
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,29}$/.test(prefix)) {
    throw new TypeError("The inbox's prefix must be a name of 1 to 30 letters, digits and _.");
  }
  return {
    messages: `${prefix}inbox`,
    contents: `${prefix}inbox_contents`,
    settings: `${prefix}inbox_settings`,
    migrations: `${prefix}inbox_migrations`,
    events: `${prefix}events`,
  };
}
