import {
  createSqliteWriter,
  toSqliteConnection,
  watchSqliteFile,
  type SqliteConnection,
} from '@hooklatch/inbox/engine';
import { DatabaseSync } from 'node:sqlite';
import { elapsedOf, type EventRecord, type EventWriter, type KeptEvent } from './event-record.ts';

const insertKey = `INSERT INTO event_keys (endpoint_id, key, event, seen_at) VALUES (?, ?, ?, ?)
  ON CONFLICT (endpoint_id, key) DO NOTHING`;
const selectKey = 'SELECT event FROM event_keys WHERE endpoint_id = ? AND key = ?';
const insertEvent = `INSERT INTO events (id, endpoint_id, provider, received_at, method, target, outcome, status, code,
  hint, event_id, type, secret_id, source, remote_address, content_type, bytes, duplicate_of, milliseconds, routed)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`;
const insertContent = 'INSERT INTO contents (seq, headers, body, proof) VALUES (?, ?, ?, ?)';

/**
 * Writes the log into a file of SQLite, over a connection of its own: what others do in a transaction is never waited
 * for inside of one.
 *
 * @param file - that has the gateway's tables
 */
export function sqliteEventWriter(file: string): EventWriter {
  const client = new DatabaseSync(file, { timeout: 0 });
  // Ids are random, so that each commit changes pages all over their index, and a checkpoint writes them once.
  client.exec(
    'PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864',
  );
  const connection = toSqliteConnection(client);
  const writer = createSqliteWriter(connection);
  const files = watchSqliteFile(file);
  let isChecked = false;
  // What was written into a file that is deleted by now is not there after a restart: it is not acknowledged. Once for
  // all that was written together.
  const check = (): void => {
    if (isChecked) return;
    files.check();
    isChecked = true;
    queueMicrotask(() => {
      isChecked = false;
    });
  };
  return {
    async write(record) {
      const kept = await writer.write(() => insert(connection, record));
      check();
      return kept;
    },
    async close() {
      await writer.settled();
      client.close();
    },
  };
}

function insert({ all, run }: SqliteConnection, record: EventRecord): KeptEvent {
  const { event, headers, body, proof, key } = record;
  const { id, endpoint_id: endpoint } = event;
  let duplicateOf: string | undefined;
  if (key !== undefined && run(insertKey, endpoint, key, id, event.received_at).changes === 0) {
    duplicateOf = String(all(selectKey, endpoint, key)[0]?.['event']);
  }
  const { inserted } = run(
    insertEvent,
    id,
    endpoint,
    event.provider,
    event.received_at,
    event.method,
    event.target,
    duplicateOf === undefined ? event.outcome : 'duplicate',
    event.status,
    event.code,
    event.hint,
    event.event_id,
    event.type,
    event.secret_id,
    event.source,
    event.remote_address,
    event.content_type,
    event.bytes,
    duplicateOf ?? null,
    elapsedOf(record),
  );
  run(insertContent, inserted, headers, body, proof);
  return { id, duplicateOf };
}
