import type { DatabaseSync } from 'node:sqlite';
import type { Answer, Capture, CapturedRequest, Verdict } from './capture.ts';
import { captureIds } from './capture-id.ts';

/** In bytes, of an answer's body. */
const largestAnswer = 65_536;

/** What writes captures and answers; each is to be called in a transaction. */
export interface CaptureWrites {
  add(request: CapturedRequest, verdict: Verdict, receivedAt: number): Capture;
  answer(id: string, answer: Omit<Answer, 'attempt'>): Answer | undefined;
  remove(id: string): number;
}

/** @param database - with the tables of captures */
export function captureWrites(database: DatabaseSync): CaptureWrites {
  const toId = captureIds();
  const insert = database.prepare(
    'INSERT INTO captures (id, received_at, method, target, bytes, verdict) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const insertContent = database.prepare('INSERT INTO contents (seq, headers, body) VALUES (?, ?, ?)');
  const count = database.prepare(
    'UPDATE captures SET attempts = attempts + 1 WHERE id = ? RETURNING seq, attempts',
  );
  const insertAnswer = database.prepare(
    `INSERT INTO answers (seq, attempt, at, milliseconds, target, status, error, is_resigned, headers, body)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const remove = database.prepare('DELETE FROM captures WHERE id = ?');
  return {
    add({ method, target, headers, body }, verdict, receivedAt) {
      const id = toId(receivedAt);
      const { lastInsertRowid } = insert.run(
        id,
        receivedAt,
        method,
        target,
        body.length,
        JSON.stringify(verdict),
      );
      insertContent.run(lastInsertRowid, JSON.stringify(headers), body);
      return { id, receivedAt, method, target, headers, body, verdict, answers: [] };
    },
    answer(id, { at, milliseconds, to, status, error, isResigned, headers, body }) {
      const row = count.get(id);
      if (!row) return undefined;
      const attempt = Number(row['attempts']);
      const kept = body?.subarray(0, largestAnswer);
      insertAnswer.run(
        Number(row['seq']),
        attempt,
        at,
        milliseconds,
        to,
        status ?? null,
        error ?? null,
        isResigned ? 1 : 0,
        headers ? JSON.stringify(headers) : null,
        kept ?? null,
      );
      return {
        attempt,
        at,
        milliseconds,
        to,
        ...(status !== undefined && { status }),
        ...(error !== undefined && { error }),
        ...(isResigned && { isResigned }),
        ...(headers && { headers }),
        ...(kept && { body: kept }),
      };
    },
    remove: (id) => Number(remove.run(id).changes),
  };
}
