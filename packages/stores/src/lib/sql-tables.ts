/** The names of a store's tables, quoted, and what they are made of. */
export interface SqlTables {
  readonly schema: string | undefined;
  readonly events: string;
  readonly eventsIndex: string;
  readonly watermarks: string;
  readonly watermarksIndex: string;
  readonly migrations: string;
  /** As the database's catalogue knows it. */
  readonly migrationsName: string;
}

/** The table of the events, where the application names none. */
const defaultTable = 'hooklatch_events';

/**
 * Names a store's tables after the one of its events.
 *
 * @param table - letters, digits and `_`, at most 40 of them
 * @param schema - the same
 * @returns quoted names
 * @throws TypeError where a name has other characters
 */
export function toTables(table: string = defaultTable, schema?: string): SqlTables {
  const prefix = schema === undefined ? '' : `${quote('schema', schema)}.`;
  const named = (suffix: string): string => `${prefix}${quote('table', table, suffix)}`;
  return {
    schema,
    events: named(''),
    eventsIndex: quote('table', table, '_expires'),
    watermarks: named('_watermarks'),
    watermarksIndex: quote('table', table, '_watermarks_expires'),
    migrations: named('_migrations'),
    migrationsName: `${table}_migrations`,
  };
}

function quote(option: string, name: string, suffix = ''): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,39}$/.test(name))
    throw new TypeError(`The store's ${option} must be a name of 1 to 40 letters, digits and _.`);
  return `"${name}${suffix}"`;
}
