import type { SqliteConnection, SqliteRow } from '@hooklatch/inbox/engine';
import type { AlertMessage } from './alert-message.ts';
import {
  retentionMs,
  type HeldSend,
  type NewAlert,
  type OutboxVerdict,
  type RuleChange,
  type SendClaim,
} from './outbox.ts';
import type { RuleState } from './rule-state.ts';
import type { OutboxTables } from './sqlite-outbox-tables.ts';

/** What is done with an outbox's rows. All but `isDue` and the counts is to be called in a transaction. */
export interface OutboxRows {
  /** Gives back whether there is something new to send. */
  change(ruleId: string, change: RuleChange, now: number): boolean;
  /** Whether `claim` would find anything: asked first, because it takes no lock. */
  isDue(channels: readonly string[], now: number): boolean;
  claim(claim: SendClaim): readonly HeldSend[];
  extend(send: HeldSend, leaseMs: number, now: number): boolean;
  settle(send: HeldSend, verdict: OutboxVerdict, now: number): boolean;
  countDue(channels: readonly string[], now: number): number;
  countWaiting(): number;
  prune(now: number): void;
}

/** How many alerts are forgotten in one transaction. */
const pruned = 500;

/**
 * The rows of an outbox. A send may be taken from `due_at` on, also one that is active: its lease has ended then.
 *
 * @param connection - to the database
 * @param tables - their names
 * @returns what is done with them
 */
export function outboxRows(
  { all, run }: SqliteConnection,
  { alerts, sends, rules }: OutboxTables,
): OutboxRows {
  const due = `due_at <= ? AND channel IN (SELECT value FROM json_each(?))`;
  const held = 'WHERE seq = ? AND token = ?';
  const put = (ruleId: string, { message, recipients }: NewAlert, now: number): boolean => {
    const { changes, inserted } = run(
      `INSERT INTO ${alerts} (rule, key, message, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      ruleId,
      message.key,
      JSON.stringify(message),
      now,
    );
    if (changes === 0) return false;
    for (const { channel, target } of recipients) {
      run(
        `INSERT INTO ${sends} (alert, channel, target, state, due_at) VALUES (?, ?, ?, 'waiting', ?)`,
        inserted,
        channel,
        target,
        now,
      );
    }
    return true;
  };
  const count = (where: string, ...values: (string | number)[]): number =>
    Number(all(`SELECT count(*) AS count FROM ${sends} WHERE ${where}`, ...values)[0]?.['count']);
  return {
    change(ruleId, change, now) {
      const [row] = all(`SELECT state FROM ${rules} WHERE id = ?`, ruleId);
      const before = row && (JSON.parse(String(row['state'])) as RuleState);
      const { state, alerts: said } = change(before);
      if (state && state !== before)
        run(
          `INSERT INTO ${rules} (id, state) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state`,
          ruleId,
          JSON.stringify(state),
        );
      return said.map((one) => put(ruleId, one, now)).includes(true);
    },
    isDue: (channels, now) =>
      all(`SELECT 1 FROM ${sends} WHERE ${due} LIMIT 1`, now, JSON.stringify(channels)).length > 0,
    claim({ limit, leaseMs, channels, now }) {
      const rows = all(
        `UPDATE ${sends} SET state = 'active', attempts = attempts + 1, token = ?, due_at = ?
          WHERE seq IN (SELECT seq FROM ${sends} WHERE ${due} ORDER BY due_at, seq LIMIT ?)
          RETURNING seq, channel, target, attempts, token,
            (SELECT message FROM ${alerts} WHERE ${alerts}.seq = ${sends}.alert) AS message`,
        crypto.randomUUID(),
        now + leaseMs,
        now,
        JSON.stringify(channels),
        limit,
      );
      return rows.map(toSend);
    },
    extend: ({ id, token }, leaseMs, now) =>
      run(`UPDATE ${sends} SET due_at = ? ${held}`, now + leaseMs, id, token).changes > 0,
    settle({ id, token }, verdict, now) {
      const set = (columns: string, ...values: (string | number)[]): boolean =>
        run(`UPDATE ${sends} SET token = NULL, ${columns} ${held}`, ...values, id, token).changes > 0;
      switch (verdict.state) {
        case 'sent':
          return set(`state = 'sent', due_at = NULL, reason = NULL, settled_at = ?`, now);
        case 'dead':
          return set(`state = 'dead', due_at = NULL, reason = ?, settled_at = ?`, verdict.reason, now);
        case 'retry':
          return set(
            `state = 'waiting', due_at = ?, reason = ?`,
            Math.ceil(now + verdict.delayMs),
            verdict.reason,
          );
        case 'released':
          return set(
            `state = 'waiting', due_at = ?, attempts = attempts - 1`,
            Math.ceil(now + verdict.delayMs),
          );
      }
    },
    countDue: (channels, now) => count(`state = 'active' OR (${due})`, now, JSON.stringify(channels)),
    countWaiting: () => count('due_at IS NOT NULL'),
    prune(now) {
      const over = `SELECT seq FROM ${alerts} WHERE created_at <= ? AND NOT EXISTS (
        SELECT 1 FROM ${sends} WHERE alert = ${alerts}.seq AND due_at IS NOT NULL) ORDER BY created_at LIMIT ${pruned}`;
      const time = now - retentionMs;
      run(`DELETE FROM ${sends} WHERE alert IN (${over})`, time);
      run(`DELETE FROM ${alerts} WHERE seq IN (${over})`, time);
    },
  };
}

function toSend(row: SqliteRow): HeldSend {
  return {
    id: Number(row['seq']),
    token: String(row['token']),
    channel: String(row['channel']),
    target: String(row['target']),
    attempt: Number(row['attempts']),
    message: JSON.parse(String(row['message'])) as AlertMessage,
  };
}
