import type { ColumnWords } from './column-words.ts';
import { leasedColumns } from './forward-statements.ts';

/** The tables of rules, of channels, and of the outbox. */
export const alertStatements = ({ integer, bytes, options }: ColumnWords): readonly string[] => [
  `CREATE TABLE channels (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, config ${bytes} NOT NULL, label TEXT NOT NULL,
    targets TEXT NOT NULL, state TEXT NOT NULL, broken_reason TEXT, told_broken_at ${integer},
    free_at ${integer} NOT NULL, created_at ${integer} NOT NULL, updated_at ${integer} NOT NULL, deleted_at ${integer}) ${options}`,
  `CREATE TABLE rules (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, enabled ${integer} NOT NULL, rule TEXT NOT NULL, channels TEXT NOT NULL,
    state TEXT, created_at ${integer} NOT NULL, updated_at ${integer} NOT NULL, deleted_at ${integer}) ${options}`,
  `CREATE TABLE alerts (
    id TEXT PRIMARY KEY, rule_id TEXT NOT NULL, key TEXT NOT NULL, event TEXT, kind TEXT NOT NULL,
    message TEXT NOT NULL, created_at ${integer} NOT NULL, UNIQUE (rule_id, key)) ${options}`,
  'CREATE INDEX alerts_by_event ON alerts (event)',
  'CREATE INDEX alerts_by_time ON alerts (created_at)',
  `CREATE TABLE sends (
    id TEXT PRIMARY KEY, alert_id TEXT NOT NULL REFERENCES alerts ON DELETE CASCADE, channel_id TEXT NOT NULL,
    target TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL, told_in TEXT, last_error TEXT,
    last_status ${integer}, milliseconds ${integer}, created_at ${integer} NOT NULL, settled_at ${integer},
    ${leasedColumns(integer)}, UNIQUE (alert_id, channel_id, target)) ${options}`,
  `CREATE INDEX sends_due ON sends (channel_id, due_at) WHERE state = 'queued'`,
  `CREATE INDEX sends_leased ON sends (lease_until) WHERE state = 'leased'`,
  'CREATE INDEX sends_told_in ON sends (told_in) WHERE told_in IS NOT NULL',
  `CREATE TABLE issues (
    id TEXT PRIMARY KEY, destination_id TEXT NOT NULL, cause TEXT NOT NULL, state TEXT NOT NULL,
    first_at ${integer} NOT NULL, last_at ${integer} NOT NULL, count ${integer} NOT NULL,
    successes ${integer} NOT NULL, notified_at ${integer}, resolved_at ${integer},
    flaps ${integer} NOT NULL, rules TEXT NOT NULL, UNIQUE (destination_id, cause)) ${options}`,
  `CREATE INDEX issues_open ON issues (destination_id) WHERE state IN ('open', 'acknowledged')`,
  // What a digest asks: what has died in a window.
  `CREATE INDEX forwards_dead_by_time ON forwards (state, settled_at) WHERE state = 'dead'`,
];
