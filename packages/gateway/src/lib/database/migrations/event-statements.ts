import type { ColumnWords } from './column-words.ts';

/**
 * The tables of the log.
 *
 * Every index that a list is read by ends in `seq`, so that a page is read from its end, however long the log is.
 */
export const eventStatements = ({
  kind,
  integer,
  bytes,
  serial,
  options,
}: ColumnWords): readonly string[] => [
  `CREATE TABLE events (
    seq ${serial}, id TEXT NOT NULL UNIQUE, endpoint_id TEXT NOT NULL, provider TEXT NOT NULL,
    received_at ${integer} NOT NULL, method TEXT NOT NULL, target TEXT NOT NULL, outcome TEXT NOT NULL,
    status ${integer} NOT NULL, code TEXT, hint TEXT, event_id TEXT, type TEXT, secret_id TEXT, duplicate_of TEXT,
    source TEXT NOT NULL, remote_address TEXT, content_type TEXT, bytes ${integer} NOT NULL,
    milliseconds ${kind === 'sqlite' ? 'REAL' : 'DOUBLE PRECISION'} NOT NULL, routed ${integer} NOT NULL) ${options}`,
  'CREATE INDEX events_by_endpoint ON events (endpoint_id, seq)',
  'CREATE INDEX events_by_type ON events (type, seq)',
  'CREATE INDEX events_by_provider ON events (provider, seq)',
  'CREATE INDEX events_by_outcome ON events (outcome, seq)',
  'CREATE INDEX events_by_code ON events (code, seq) WHERE code IS NOT NULL',
  'CREATE INDEX events_by_time ON events (received_at, seq)',
  'CREATE INDEX events_by_event_id ON events (event_id)',
  'CREATE INDEX events_to_route ON events (seq) WHERE routed = 0',
  `CREATE TABLE contents (
    seq ${integer} PRIMARY KEY, headers TEXT NOT NULL, body ${bytes} NOT NULL, proof TEXT) ${options}`,
  `CREATE TABLE event_keys (
    endpoint_id TEXT NOT NULL, key TEXT NOT NULL, event TEXT NOT NULL, seen_at ${integer} NOT NULL,
    PRIMARY KEY (endpoint_id, key)) ${kind === 'sqlite' ? 'STRICT, WITHOUT ROWID' : ''}`,
  'CREATE INDEX event_keys_by_time ON event_keys (seen_at)',
  // Words come ready from us, so that both databases find the same: nothing is folded or left out here.
  ...(kind === 'sqlite'
    ? [
        `CREATE VIRTUAL TABLE event_text USING fts5(
          text, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars '-_'")`,
      ]
    : [
        'CREATE TABLE event_text (seq BIGINT PRIMARY KEY, text TSVECTOR NOT NULL)',
        'CREATE INDEX event_text_by_word ON event_text USING GIN (text)',
      ]),
  `CREATE TABLE minutes (
    span ${integer} NOT NULL, minute ${integer} NOT NULL, metric TEXT NOT NULL, subject TEXT NOT NULL,
    count ${integer} NOT NULL,
    PRIMARY KEY (span, minute, metric, subject)) ${kind === 'sqlite' ? 'STRICT, WITHOUT ROWID' : ''}`,
];
