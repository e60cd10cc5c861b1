import type { DeadMessage, InboxStats } from '@hooklatch/core/store';
import type { SqliteConnection, SqliteRow } from './sqlite-connection.ts';
import type { SqliteTables } from './sqlite-tables.ts';

/** What operators do, and what goes by itself. Everything but `list`, `count` and `isOver` is to be called in a transaction. */
export interface SqliteOperations {
  replay(id: string, time: number): boolean;
  retry(id: string, time: number): boolean;
  discard(id: string, time: number, retentionMs: number): boolean;
  list(limit: number, offset: number): readonly DeadMessage[];
  count(time: number): InboxStats;
  pause(): void;
  resume(): void;
  /** Whether `prune` would find anything. */
  isOver(time: number): boolean;
  /** Deletes a bounded number of messages that have outlived their retention; gives how many. */
  prune(time: number): number;
}

/** In rows: one batch of them holds up nobody for long. */
const largestBatch = 100;

/** What operators do with messages. */
export function sqliteOperations(
  { all, run }: SqliteConnection,
  { messages, contents, settings }: SqliteTables,
): SqliteOperations {
  const again = `UPDATE ${messages} SET state = 'waiting', due_at = ?, attempts = 0,
    reason = NULL, died_at = NULL, expires_at = NULL`;
  const retry = `${again} WHERE id = ? AND state = 'dead'`;
  const replay = `${again}, replay = replay + 1 WHERE id = ? AND state IN ('done', 'dead')
    AND EXISTS (SELECT 1 FROM ${contents} WHERE ${contents}.seq = ${messages}.seq)`;
  const discard = `UPDATE ${messages} SET state = 'done', died_at = NULL, reason = NULL, expires_at = ?
    WHERE id = ? AND state = 'dead'`;
  const drop = `DELETE FROM ${contents} WHERE seq = (SELECT seq FROM ${messages} WHERE id = ?)`;
  const list = `SELECT id, endpoint, provider, type, event_id, received_at, died_at, attempts, reason FROM ${messages}
    WHERE died_at IS NOT NULL ORDER BY died_at, seq LIMIT ? OFFSET ?`;
  const count = `SELECT count(*) FILTER (WHERE due_at <= ?) AS waiting,
    count(*) FILTER (WHERE due_at > ? AND state = 'waiting') AS delayed,
    count(*) FILTER (WHERE due_at > ? AND state = 'active') AS active,
    (SELECT count(*) FROM ${messages} WHERE died_at IS NOT NULL) AS dead
    FROM ${messages} WHERE due_at IS NOT NULL`;
  const over = `SELECT seq FROM ${messages} WHERE expires_at <= ? ORDER BY expires_at LIMIT ${largestBatch}`;
  return {
    replay: (id, time) => run(replay, time, id).changes > 0,
    retry: (id, time) => run(retry, time, id).changes > 0,
    discard(id, time, retentionMs) {
      const wasDead = run(discard, time + retentionMs, id).changes > 0;
      if (wasDead) run(drop, id);
      return wasDead;
    },
    list: (limit, offset) => all(list, limit, offset).map(readDead),
    count(time) {
      const [row = {}] = all(count, time, time, time);
      const { waiting, delayed, active, dead } = row;
      return {
        waiting: Number(waiting),
        delayed: Number(delayed),
        active: Number(active),
        dead: Number(dead),
      };
    },
    pause: () =>
      void run(`INSERT INTO ${settings} (name, value) VALUES ('paused', '1') ON CONFLICT DO NOTHING`),
    resume: () => void run(`DELETE FROM ${settings} WHERE name = 'paused'`),
    isOver: (time) => all(`SELECT 1 FROM ${messages} WHERE expires_at <= ? LIMIT 1`, time).length > 0,
    prune(time) {
      run(`DELETE FROM ${contents} WHERE seq IN (${over})`, time);
      return run(`DELETE FROM ${messages} WHERE seq IN (${over})`, time).changes;
    },
  };
}

function readDead(row: SqliteRow): DeadMessage {
  return {
    id: String(row['id']),
    endpoint: String(row['endpoint']),
    provider: String(row['provider']),
    type: String(row['type']),
    ...(row['event_id'] !== null && { eventId: String(row['event_id']) }),
    receivedAt: Number(row['received_at']),
    diedAt: Number(row['died_at']),
    attempts: Number(row['attempts']),
    reason: String(row['reason']),
  };
}
