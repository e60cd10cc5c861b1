import type { AlertMessage, AlertRow } from './alert-message.ts';
import { formatChange } from './format.ts';
import { fit, toLine } from './text.ts';

/** How bad it is, as a colour and as a sign. */
export interface Look {
  readonly color: number;
  readonly sign: string;
}

const red: Look = { color: 0xd9_2d_20, sign: '🔴' };
const looks: Readonly<Record<AlertMessage['severity'], Look>> = {
  critical: red,
  error: red,
  warning: { color: 0xf7_90_09, sign: '🟠' },
  info: { color: 0x2e_90_fa, sign: '🔵' },
};
const green: Look = { color: 0x12_b7_6a, sign: '🟢' };

/** How a message looks. */
export function lookOf({ kind, severity }: AlertMessage): Look {
  return kind === 'recovery' ? green : looks[severity];
}

/** What stands small at the end: the rule, the endpoint and the id. */
export function footOf({ rule, endpoint, id }: AlertMessage): string {
  return [rule, endpoint, id]
    .flatMap((part) => (part === undefined || part === '' ? [] : [fit(toLine(part), 120)]))
    .join(' · ');
}

/**
 * Rows as lines of a table in letters of one width.
 *
 * @param rows - of a message
 * @returns one line each; what has failed has a mark
 */
export function toLines(rows: readonly AlertRow[]): readonly string[] {
  const counts = rows.map(({ count, before }) => formatChange(count, before));
  const width = Math.max(0, ...counts.map((count) => count.length));
  return rows.map(
    ({ name, isFailure }, at) =>
      `${(counts[at] ?? '').padStart(width)}  ${isFailure ? '✗' : ' '} ${fit(toLine(name), 60)}`,
  );
}
