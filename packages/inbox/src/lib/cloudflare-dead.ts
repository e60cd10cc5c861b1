import type { DeadMessage } from '@hooklatch/core/store';
import type { DeadBox } from './hosted-dead.ts';
import { readEnvelope, writeEnvelope, type Death, type Envelope } from './hosted-envelope.ts';
import type { Row, RunQueries } from './cloudflare-tables.ts';

/** Dead letters in D1. */
export interface CloudflareDead extends DeadBox {
  add(dead: Envelope & { readonly death: Death }): Promise<void>;
  count(): Promise<number>;
}

const table = 'hooklatch_dead_letters';
const columns = 'id, endpoint, provider, type, event_id, received_at, died_at, attempts, reason';

/** Makes the dead letters of a database. One that dies again takes the place of the one before. */
export function createCloudflareDead(run: RunQueries): CloudflareDead {
  const ask = async (text: string, ...values: readonly unknown[]): Promise<readonly Row[]> => {
    const [rows = []] = await run([[text, values]]);
    return rows;
  };
  return {
    async add(dead) {
      const { id, endpoint, provider, type, eventId, receivedAt } = dead.message;
      const { diedAt, attempts, reason } = dead.death;
      await ask(
        `INSERT OR REPLACE INTO ${table} (${columns}, envelope) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        id,
        endpoint,
        provider,
        type,
        eventId ?? null,
        receivedAt,
        diedAt,
        attempts,
        reason,
        writeEnvelope(dead),
      );
    },
    async list(limit, offset) {
      const rows = await ask(
        `SELECT ${columns} FROM ${table} ORDER BY died_at, id LIMIT ? OFFSET ?`,
        limit,
        offset,
      );
      return rows.map(toDead);
    },
    async find(id) {
      const [row] = await ask(`SELECT died_at, envelope FROM ${table} WHERE id = ?`, id);
      if (!row) return undefined;
      const { died_at: diedAt, envelope } = row;
      const remove = (): Promise<unknown> =>
        ask(`DELETE FROM ${table} WHERE id = ? AND died_at = ?`, id, diedAt);
      return { envelope: readEnvelope(envelope), place: String(diedAt), remove };
    },
    async count() {
      const [row] = await ask(`SELECT count(*) AS count FROM ${table}`);
      return Number(row?.['count'] ?? 0);
    },
  };
}

function toDead(row: Row): DeadMessage {
  const text = (name: string): string => String(row[name]);
  return {
    id: text('id'),
    endpoint: text('endpoint'),
    provider: text('provider'),
    type: text('type'),
    eventId: row['event_id'] === null ? undefined : text('event_id'),
    receivedAt: Number(row['received_at']),
    diedAt: Number(row['died_at']),
    attempts: Number(row['attempts']),
    reason: text('reason'),
  };
}
