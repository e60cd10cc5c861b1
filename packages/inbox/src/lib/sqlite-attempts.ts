import type { Verdict } from './engine.ts';
import type { SqliteConnection, SqliteRow } from './sqlite-connection.ts';
import type { SqliteTables } from './sqlite-tables.ts';

/** Which message a worker has, and what proves it. */
export interface SqliteToken {
  readonly seq: number;
  readonly token: string;
}

/** How finished messages are kept. */
export interface SqliteKeeping {
  readonly retentionMs: number;
  /** Whether their content is kept too. */
  readonly keepFinished: boolean;
}

/** What becomes of messages; everything but `isDue` is to be called in a transaction. */
export interface SqliteAttempts {
  /** Whether `claim` would find anything: asked first, because it takes no lock. */
  isDue(time: number): boolean;
  /** Takes messages that are due, and counts the attempt. */
  claim(limit: number, leaseMs: number, time: number): readonly SqliteRow[];
  /** Whether the token still had the message, as in the others. */
  extend(held: SqliteToken, leaseMs: number, time: number): boolean;
  settle(held: SqliteToken, verdict: Exclude<Verdict, { state: 'settled' }>, time: number): boolean;
}

/**
 * Hands out messages, and settles them. A message that is waiting may be taken from `due_at` on, and one that is active
 * too: its lease has ended then.
 */
export function sqliteAttempts(
  { all, run }: SqliteConnection,
  { messages, contents, settings }: SqliteTables,
  { retentionMs, keepFinished }: SqliteKeeping,
): SqliteAttempts {
  const isOn = `NOT EXISTS (SELECT 1 FROM ${settings} WHERE name = 'paused')`;
  const due = `SELECT seq FROM ${messages} WHERE due_at <= ? AND ${isOn}`;
  const content = (column: string): string =>
    `(SELECT ${column} FROM ${contents} WHERE ${contents}.seq = ${messages}.seq) AS ${column}`;
  const claim = `UPDATE ${messages} SET state = 'active', attempts = attempts + 1, token = ?, due_at = ?
    WHERE seq IN (${due} ORDER BY due_at LIMIT ?)
    RETURNING seq, id, endpoint, provider, type, event_id, received_at, attempts, replay, token, ${content('head')}, ${content('body')}`;
  const held = 'WHERE seq = ? AND token = ?';
  const extend = `UPDATE ${messages} SET due_at = ? ${held}`;
  const done = `UPDATE ${messages} SET state = 'done', due_at = NULL, token = NULL, reason = NULL, expires_at = ? ${held}`;
  const dead = `UPDATE ${messages} SET state = 'dead', due_at = NULL, token = NULL, reason = ?, died_at = ? ${held}`;
  const retry = `UPDATE ${messages} SET state = 'waiting', due_at = ?, token = NULL, reason = ? ${held}`;
  const release = `UPDATE ${messages} SET state = 'waiting', due_at = ?, token = NULL, attempts = attempts - 1 ${held}`;
  const drop = `DELETE FROM ${contents} WHERE seq = ?`;
  return {
    isDue: (time) => all(`${due} LIMIT 1`, time).length > 0,
    claim(limit, leaseMs, time) {
      const rows = all(claim, crypto.randomUUID(), time + leaseMs, time, limit);
      return rows.toSorted((left, right) => Number(left['seq']) - Number(right['seq']));
    },
    extend: ({ seq, token }, leaseMs, time) => run(extend, time + leaseMs, seq, token).changes > 0,
    settle({ seq, token }, verdict, time) {
      const settle = (text: string, ...values: (string | number)[]): boolean =>
        run(text, ...values, seq, token).changes > 0;
      switch (verdict.state) {
        case 'done': {
          const isHeld = settle(done, time + retentionMs);
          if (isHeld && !keepFinished) run(drop, seq);
          return isHeld;
        }
        case 'dead':
          return settle(dead, verdict.reason, time);
        case 'retry':
          return settle(retry, Math.ceil(time + verdict.delayMs), verdict.reason);
        case 'released':
          return settle(release, Math.ceil(time + verdict.delayMs));
      }
    },
  };
}
