/** The names of an outbox's tables. */
export interface OutboxTables {
  readonly alerts: string;
  readonly sends: string;
  readonly rules: string;
}

/**
 * Names an outbox's tables.
 *
 * @param prefix - letters, digits and `_`, at most 30 of them
 * @throws TypeError where it has other characters
 */
export function toOutboxTables(prefix: string = 'hooklatch_'): OutboxTables {
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,29}$/.test(prefix))
    throw new TypeError("The outbox's prefix must be a name of 1 to 30 letters, digits and _.");
  return { alerts: `${prefix}alerts`, sends: `${prefix}alert_sends`, rules: `${prefix}alert_rules` };
}

/** What makes the tables, where they are not there. */
export const outboxStatements = ({ alerts, sends, rules }: OutboxTables): string => `
CREATE TABLE IF NOT EXISTS ${rules} (
  id TEXT PRIMARY KEY NOT NULL,
  state TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS ${alerts} (
  seq INTEGER PRIMARY KEY,
  rule TEXT NOT NULL,
  key TEXT NOT NULL,
  message TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (rule, key)
);
CREATE INDEX IF NOT EXISTS ${alerts}_created ON ${alerts} (created_at);
CREATE TABLE IF NOT EXISTS ${sends} (
  seq INTEGER PRIMARY KEY,
  alert INTEGER NOT NULL,
  channel TEXT NOT NULL,
  target TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'active', 'sent', 'dead')),
  due_at INTEGER,
  token TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  reason TEXT,
  settled_at INTEGER,
  UNIQUE (alert, channel, target)
);
CREATE INDEX IF NOT EXISTS ${sends}_due ON ${sends} (due_at) WHERE due_at IS NOT NULL;
`;
