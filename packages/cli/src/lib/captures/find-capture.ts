import type { DatabaseSync } from 'node:sqlite';
import { CliError } from '../cli-error.ts';
import type { Capture } from './capture.ts';
import { newestAnswer, summaryColumns, toAnswer, toCapture } from './capture-rows.ts';

const shortestPart = 3;

/**
 * A capture with its headers, its bytes and its answers.
 *
 * @param part - the id, its beginning or its end where only one has it, or `last`, `last~1`
 * @throws CliError where several fit
 */
export function findCapture(database: DatabaseSync, part: string): Capture | undefined {
  const id = findId(database, part);
  if (id === undefined) return undefined;
  const row = database
    .prepare(
      `SELECT ${summaryColumns}, contents.headers, contents.body FROM captures
        JOIN contents ON contents.seq = captures.seq ${newestAnswer} WHERE captures.id = ?`,
    )
    .get(id);
  if (!row) return undefined;
  const answers = database
    .prepare('SELECT * FROM answers WHERE seq = ? ORDER BY attempt')
    .all(row['seq'] as number);
  return toCapture(row, answers.map(toAnswer));
}

function findId(database: DatabaseSync, part: string): string | undefined {
  const back = /^last(?:~(\d{1,9}))?$/.exec(part);
  if (back) return ids(database, 'ORDER BY id DESC LIMIT 1 OFFSET ?', Number(back[1] ?? 0))[0];
  const [same] = ids(database, 'WHERE id = ?', part);
  if (same !== undefined) return same;
  const letters = part.replace(/^cap_/, '');
  // What is no part of an id would be read as a pattern.
  if (letters.length < shortestPart || !/^[0-9a-z]+$/.test(letters)) return undefined;
  const found = ids(database, 'WHERE id LIKE ? OR id LIKE ? LIMIT 2', `cap_${letters}%`, `%${letters}`);
  if (found.length > 1) {
    throw new CliError('ambiguous_capture', `Several captures have ${part} in their ids.`, {
      hint: 'hooklatch captures ls shows whole ids.',
    });
  }
  return found[0];
}

function ids(database: DatabaseSync, where: string, ...values: (string | number)[]): readonly string[] {
  const rows = database.prepare(`SELECT id FROM captures ${where}`).all(...values);
  return rows.map((row) => String(row['id']));
}
