import type { SQLOutputValue } from 'node:sqlite';
import type { Answer, Capture, HeaderPairs, Verdict } from './capture.ts';
import type { CaptureSummary } from './store.ts';

/** A row as SQLite gives it. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

/** The columns of a summary, with those of the newest answer. */
export const summaryColumns = `captures.seq, captures.id, captures.received_at, captures.method, captures.target,
  captures.bytes, captures.verdict, captures.attempts, answers.attempt, answers.at, answers.milliseconds,
  answers.target AS answer_target, answers.status, answers.error, answers.is_resigned`;

/** Joins the newest answer. */
export const newestAnswer =
  'LEFT JOIN answers ON answers.seq = captures.seq AND answers.attempt = captures.attempts';

/** The summary of a row that has {@link summaryColumns}. */
export function toSummary(row: Row): CaptureSummary {
  return {
    id: String(row['id']),
    receivedAt: Number(row['received_at']),
    method: String(row['method']),
    target: String(row['target']),
    bytes: Number(row['bytes']),
    verdict: JSON.parse(String(row['verdict'])) as Verdict,
    attempts: Number(row['attempts']),
    ...(row['attempt'] !== null && { answer: toAnswer({ ...row, target: row['answer_target'] ?? '' }) }),
  };
}

/** The capture of a row that has a summary's columns, `headers` and `body`. */
export function toCapture(row: Row, answers: readonly Answer[]): Capture {
  const { id, receivedAt, method, target, verdict } = toSummary(row);
  const headers = JSON.parse(String(row['headers'])) as HeaderPairs;
  return { id, receivedAt, method, target, headers, body: toBytes(row['body']), verdict, answers };
}

/** The answer of a row of its table. */
export function toAnswer(row: Row): Answer {
  return {
    attempt: Number(row['attempt']),
    at: Number(row['at']),
    milliseconds: Number(row['milliseconds']),
    to: String(row['target']),
    ...(typeof row['status'] === 'number' && { status: row['status'] }),
    ...(typeof row['error'] === 'string' && { error: row['error'] }),
    ...(row['is_resigned'] === 1 && { isResigned: true }),
    ...(typeof row['headers'] === 'string' && { headers: JSON.parse(row['headers']) as HeaderPairs }),
    ...(row['body'] instanceof Uint8Array && { body: row['body'] }),
  };
}

function toBytes(value: SQLOutputValue | undefined): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array();
}
