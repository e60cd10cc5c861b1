import type { HeaderPairs } from '../protocol/message.ts';
import type { DeliveryStore, KeptDelivery } from './delivery-store.ts';

/** A row; a blob is bytes in Node and a buffer in a Durable Object. */
export type SqlRow = Readonly<Record<string, unknown>>;

/** SQLite that answers at once. */
export interface SqlLike {
  run(statement: string, ...values: (string | number | Uint8Array)[]): readonly SqlRow[];
  /** Does all of it, or nothing. */
  transaction(work: () => void): void;
  close(): void;
}

/** A Durable Object takes no blob of more than 2 MB. */
const pieceBytes = 1_048_576;

const definitions = [
  `CREATE TABLE IF NOT EXISTS deliveries (owner TEXT NOT NULL, sequence INTEGER NOT NULL, id TEXT NOT NULL,
    method TEXT NOT NULL, target TEXT NOT NULL, headers TEXT NOT NULL, bytes INTEGER NOT NULL,
    received_at INTEGER NOT NULL, is_sent INTEGER NOT NULL DEFAULT 0, due INTEGER NOT NULL DEFAULT 0,
    releases INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (owner, sequence)) STRICT`,
  'CREATE UNIQUE INDEX IF NOT EXISTS deliveries_id ON deliveries (id)',
  `CREATE TABLE IF NOT EXISTS pieces (id TEXT NOT NULL, number INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (id, number)) STRICT`,
];

/**
 * Keeps deliveries in SQLite, their bodies in pieces.
 *
 * @param sql - one database; several tokens may share it
 * @param owner - whose deliveries they are: the public id of a token
 * @returns the store
 */
export function sqlDeliveryStore(sql: SqlLike, owner: string): DeliveryStore {
  for (const statement of definitions) sql.run(statement);
  const one = (statement: string, ...values: (string | number)[]): SqlRow =>
    sql.run(statement, ...values)[0] ?? {};
  const from = 'FROM deliveries WHERE owner = ?';
  const counted = one(`SELECT count(*) AS deliveries, coalesce(sum(bytes), 0) AS bytes ${from}`, owner);
  let deliveries = counted['deliveries'] as number;
  let bytes = counted['bytes'] as number;
  return {
    add(delivery) {
      sql.transaction(() => add(sql, owner, delivery));
      deliveries += 1;
      bytes += delivery.body.length;
    },
    next(now) {
      const row = one(
        `SELECT id, sequence, bytes ${from} AND is_sent = 0 AND due <= ? ORDER BY sequence LIMIT 1`,
        owner,
        now,
      );
      if (row['id'] === undefined) return undefined;
      return { id: row['id'] as string, sequence: row['sequence'] as number, bytes: row['bytes'] as number };
    },
    nextDue: () =>
      (one(`SELECT min(due) AS due ${from} AND is_sent = 0`, owner)['due'] ?? undefined) as
        | number
        | undefined,
    read: (id) => read(sql, owner, id),
    send: (id) => void sql.run('UPDATE deliveries SET is_sent = 1 WHERE owner = ? AND id = ?', owner, id),
    wait(id, toDue) {
      const { releases } = one(`SELECT releases ${from} AND id = ?`, owner, id);
      if (releases === undefined) return;
      sql.run(
        'UPDATE deliveries SET is_sent = 0, releases = releases + 1, due = ? WHERE id = ?',
        toDue(releases as number),
        id,
      );
    },
    restart(held) {
      sql.transaction(() => {
        sql.run('UPDATE deliveries SET is_sent = 0, due = 0 WHERE owner = ?', owner);
        for (const id of held)
          sql.run('UPDATE deliveries SET is_sent = 1 WHERE owner = ? AND id = ?', owner, id);
      });
    },
    sent() {
      const rows = sql.run(`SELECT id, bytes ${from} AND is_sent = 1`, owner);
      return new Map(rows.map((row) => [row['id'] as string, row['bytes'] as number]));
    },
    remove(id) {
      let size: unknown;
      sql.transaction(() => {
        size = one('DELETE FROM deliveries WHERE owner = ? AND id = ? RETURNING bytes', owner, id)['bytes'];
        if (size !== undefined) sql.run('DELETE FROM pieces WHERE id = ?', id);
      });
      if (size === undefined) return;
      deliveries -= 1;
      bytes -= size as number;
    },
    kept: () => ({ deliveries, bytes }),
    lastSequence: () => (one(`SELECT max(sequence) AS last ${from}`, owner)['last'] ?? 0) as number,
    close: () => {},
  };
}

function add(sql: SqlLike, owner: string, delivery: KeptDelivery): void {
  const { id, sequence, method, target, headers, receivedAt, body } = delivery;
  sql.run(
    `INSERT INTO deliveries (owner, sequence, id, method, target, headers, bytes, received_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    owner,
    sequence,
    id,
    method,
    target,
    JSON.stringify(headers),
    body.length,
    receivedAt,
  );
  for (let at = 0; at < body.length; at += pieceBytes)
    sql.run(
      'INSERT INTO pieces (id, number, bytes) VALUES (?, ?, ?)',
      id,
      at / pieceBytes,
      body.slice(at, at + pieceBytes),
    );
}

function read(sql: SqlLike, owner: string, id: string): KeptDelivery | undefined {
  const [row] = sql.run(
    'SELECT sequence, method, target, headers, bytes, received_at AS received FROM deliveries WHERE owner = ? AND id = ?',
    owner,
    id,
  );
  if (!row) return undefined;
  const body = new Uint8Array(row['bytes'] as number);
  let at = 0;
  for (const piece of sql.run('SELECT bytes FROM pieces WHERE id = ? ORDER BY number', id)) {
    const bytes = new Uint8Array(piece['bytes'] as ArrayBuffer);
    body.set(bytes, at);
    at += bytes.length;
  }
  return {
    id,
    sequence: row['sequence'] as number,
    method: row['method'] as string,
    target: row['target'] as string,
    headers: JSON.parse(row['headers'] as string) as HeaderPairs,
    receivedAt: row['received'] as number,
    body,
  };
}
