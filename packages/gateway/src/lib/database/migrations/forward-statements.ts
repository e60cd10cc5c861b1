import type { ColumnWords } from './column-words.ts';

/** What {@link LeasedColumns} are in SQL. */
export const leasedColumns = (integer: string): string =>
  `due_at ${integer} NOT NULL, lease_token TEXT, lease_until ${integer}, attempts ${integer} NOT NULL`;

/** The tables of destinations and of what goes to them. */
export const forwardStatements = ({ integer, bytes, options }: ColumnWords): readonly string[] => [
  `CREATE TABLE destinations (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, config ${bytes} NOT NULL, label TEXT NOT NULL,
    timeout_ms ${integer} NOT NULL, schedule TEXT, rate_per_second ${integer},
    rate_spent_until ${integer} NOT NULL DEFAULT 0, concurrency ${integer} NOT NULL,
    state TEXT NOT NULL, consecutive_failures ${integer} NOT NULL, failing_since ${integer},
    probe_at ${integer}, created_at ${integer} NOT NULL, updated_at ${integer} NOT NULL, deleted_at ${integer}) ${options}`,
  `CREATE TABLE connections (
    id TEXT PRIMARY KEY, endpoint_id TEXT NOT NULL REFERENCES endpoints,
    destination_id TEXT NOT NULL REFERENCES destinations, filter TEXT, enabled ${integer} NOT NULL,
    created_at ${integer} NOT NULL) ${options}`,
  'CREATE INDEX connections_by_endpoint ON connections (endpoint_id)',
  'CREATE INDEX connections_by_destination ON connections (destination_id)',
  `CREATE TABLE forwards (
    id TEXT PRIMARY KEY, event TEXT NOT NULL, event_seq ${integer} NOT NULL, endpoint_id TEXT NOT NULL,
    connection_id TEXT NOT NULL, destination_id TEXT NOT NULL, replay ${integer} NOT NULL, spent ${integer} NOT NULL,
    state TEXT NOT NULL, trigger TEXT NOT NULL, last_status ${integer}, last_error TEXT, created_at ${integer} NOT NULL,
    settled_at ${integer}, ${leasedColumns(integer)},
    UNIQUE (event_seq, connection_id, replay)) ${options}`,
  `CREATE INDEX forwards_due ON forwards (destination_id, due_at) WHERE state = 'queued'`,
  `CREATE INDEX forwards_leased ON forwards (lease_until) WHERE state = 'leased'`,
  `CREATE INDEX forwards_at_work ON forwards (destination_id) WHERE state = 'leased'`,
  'CREATE INDEX forwards_by_state ON forwards (state, id)',
  'CREATE INDEX forwards_by_destination ON forwards (destination_id, id)',
  'CREATE INDEX forwards_by_endpoint ON forwards (endpoint_id, id)',
  'CREATE INDEX forwards_by_event ON forwards (event)',
  `CREATE TABLE attempts (
    id TEXT PRIMARY KEY, forward_id TEXT NOT NULL REFERENCES forwards ON DELETE CASCADE, number ${integer} NOT NULL,
    trigger TEXT NOT NULL, started_at ${integer} NOT NULL, milliseconds ${integer} NOT NULL, status ${integer},
    error_code TEXT, error TEXT, target TEXT NOT NULL, response_headers TEXT, response_body ${bytes}) ${options}`,
  'CREATE INDEX attempts_by_forward ON attempts (forward_id, number)',
  `CREATE TABLE bulk_retries (
    id TEXT PRIMARY KEY, query TEXT NOT NULL, state TEXT NOT NULL, estimate ${integer} NOT NULL,
    done ${integer} NOT NULL, cursor TEXT, created_by TEXT NOT NULL, created_at ${integer} NOT NULL,
    settled_at ${integer}) ${options}`,
];
