/** By time zone: one takes longer to make than a text. There are a few hundred zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    const two = '2-digit';
    format = new Intl.DateTimeFormat('en', {
      timeZone,
      year: 'numeric',
      month: two,
      day: two,
      hour: two,
      minute: two,
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/**
 * A time as people read it, to the minute.
 *
 * @param time - Unix milliseconds
 * @param timeZone - of IANA
 * @returns such as `2026-11-22 20:30 Europe/Berlin`
 */
export function formatTime(time: number, timeZone: string = 'UTC'): string {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(time)
      .map(({ type, value }) => [type, value]),
  );
  const [year, month, day] = [parts.get('year'), parts.get('month'), parts.get('day')];
  return `${year}-${month}-${day} ${parts.get('hour')}:${parts.get('minute')} ${timeZone}`;
}

/**
 * How long something took, in the largest unit that leaves something of it.
 *
 * @param milliseconds - not negative
 * @returns such as `3 hours`
 */
export function formatDuration(milliseconds: number): string {
  const units = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
    ['second', 1000],
  ] as const;
  const [name, unit] = units.find(([, size]) => milliseconds >= size) ?? ['second', 1000];
  const count = Math.round(milliseconds / unit);
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}

/**
 * A number, and how it has changed.
 *
 * @param count - now
 * @param before - then, where that is known
 * @returns such as `12 (+5)`
 */
export function formatChange(count: number, before?: number): string {
  if (before === undefined) return String(count);
  const change = count - before;
  return `${count} (${change > 0 ? '+' : change < 0 ? '−' : '±'}${Math.abs(change)})`;
}
