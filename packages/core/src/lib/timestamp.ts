/** How a scheme writes a point in time: Unix seconds, Unix milliseconds, or ISO 8601 with an offset. */
export type TimestampUnit = 'unix' | 'ms' | 'iso';

const seconds = /^[1-9][0-9]{0,11}$/;
const milliseconds = /^[1-9][0-9]{0,14}$/;
const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)$/;

/** Unix milliseconds of a timestamp's text, or undefined where it does not follow the unit's grammar. */
export function readTimestamp(text: string, unit: TimestampUnit): number | undefined {
  if (unit === 'unix') return seconds.test(text) ? Number(text) * 1000 : undefined;
  if (unit === 'ms') return milliseconds.test(text) ? Number(text) : undefined;
  if (!iso.test(text)) return undefined;
  // Date keeps milliseconds and wants a colon in the offset.
  const plain = text.replace(/(\.\d{3})\d+/, '$1').replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
  const time = Date.parse(plain);
  return Number.isNaN(time) ? undefined : time;
}

/** The inverse of {@link readTimestamp}. */
export function writeTimestamp(time: number, unit: TimestampUnit): string {
  if (unit === 'unix') return String(Math.floor(time / 1000));
  return unit === 'ms' ? String(Math.floor(time)) : new Date(time).toISOString();
}
