import { accessStatements } from './access-statements.ts';
import { alertStatements } from './alert-statements.ts';
import { columnWords, type ColumnWords, type DatabaseKind } from './column-words.ts';
import { endpointStatements } from './endpoint-statements.ts';
import { eventStatements } from './event-statements.ts';
import { forwardStatements } from './forward-statements.ts';

type Statements = (words: ColumnWords) => readonly string[];

/** In order, forward only: the first makes version 1. A released one is never changed. */
const all: readonly (readonly Statements[])[] = [
  [endpointStatements, eventStatements, forwardStatements, alertStatements, accessStatements],
];

/** The statements that bring a database from each version to the next. */
export function toMigrations(kind: DatabaseKind): readonly (readonly string[])[] {
  const words = columnWords[kind];
  return all.map((parts) => parts.flatMap((part) => part(words)));
}
