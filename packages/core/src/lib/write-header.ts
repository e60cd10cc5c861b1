import type { SignatureHeader } from './signature-header.ts';
import type { TimestampUnit } from './timestamp.ts';

/** The inverse of reading a signature header: the header with one signature, and the time where it stands in it. */
export function writeSignatureHeader(
  { header, prefix = '', list }: SignatureHeader,
  signature: string,
  timestampField: string | undefined,
  time: string,
): Record<string, string> {
  const item = `${list ? list.field + list.pair : prefix}${signature}`;
  const stamp =
    list && timestampField !== undefined ? timestampField + list.pair + time + list.separator : '';
  return { [header]: stamp + item };
}

/** The inverse of reading a timestamp. */
export function writeTimestamp(time: number, unit: TimestampUnit): string {
  if (typeof unit === 'object') return unit.write(time);
  return String(Math.floor(unit === 'ms' ? time : time / 1000));
}
