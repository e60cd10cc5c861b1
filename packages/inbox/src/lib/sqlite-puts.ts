import type { InboxMessage } from '@hooklatch/core/store';
import type { SqliteConnection, SqliteRow } from './sqlite-connection.ts';
import type { SqliteTables } from './sqlite-tables.ts';

/**
 * Keeps messages; to be called in a transaction.
 *
 * @param connection - to the database
 * @param tables - of the inbox
 * @returns what keeps one, unless one with its id is there that has not outlived its retention
 */
export function sqlitePuts(
  { run }: SqliteConnection,
  { messages, contents }: SqliteTables,
): (message: InboxMessage, time: number) => 'stored' | 'duplicate' {
  const insert = `INSERT INTO ${messages} (id, endpoint, provider, type, event_id, received_at, state, due_at)
    VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?) ON CONFLICT (id) DO NOTHING`;
  const insertContent = `INSERT INTO ${contents} (seq, head, body) VALUES (?, ?, ?)`;
  const deleteContent = `DELETE FROM ${contents} WHERE seq =
    (SELECT seq FROM ${messages} WHERE id = ? AND expires_at <= ?)`;
  const deleteExpired = `DELETE FROM ${messages} WHERE id = ? AND expires_at <= ?`;
  const put = (message: InboxMessage, time: number): boolean => {
    const { id, endpoint, provider, type, eventId, receivedAt, body } = message;
    const values = [id, endpoint, provider, type, eventId ?? null, receivedAt, time] as const;
    const { changes, inserted } = run(insert, ...values);
    if (changes === 0) return false;
    run(insertContent, inserted, writeHead(message), body);
    return true;
  };
  const makeRoom = (id: string, time: number): boolean => {
    run(deleteContent, id, time);
    return run(deleteExpired, id, time).changes > 0;
  };
  return (message, time) =>
    put(message, time) || (makeRoom(message.id, time) && put(message, time)) ? 'stored' : 'duplicate';
}

type Head = Pick<InboxMessage, 'key' | 'method' | 'url' | 'receivedUrl' | 'headers' | 'proof'>;

/** JSON escapes what SQLite would not keep as text. */
function writeHead({ key, method, url, receivedUrl, headers, proof }: InboxMessage): string {
  return JSON.stringify({ key, method, url, receivedUrl, headers, proof } satisfies Head);
}

/**
 * The message of a row that has its columns, `head` and `body`.
 *
 * @throws SyntaxError where somebody has written something else into `head`
 */
export function readSqliteMessage(row: SqliteRow): InboxMessage {
  const { buffer, byteOffset, byteLength } = row['body'] as Uint8Array;
  return {
    id: String(row['id']),
    endpoint: String(row['endpoint']),
    provider: String(row['provider']),
    ...(row['event_id'] !== null && { eventId: String(row['event_id']) }),
    type: String(row['type']),
    receivedAt: Number(row['received_at']),
    ...(JSON.parse(String(row['head'])) as Head),
    // Not the driver's own kind of bytes.
    body: new Uint8Array(buffer, byteOffset, byteLength),
  };
}
