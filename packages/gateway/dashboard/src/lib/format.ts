const whole = new Intl.NumberFormat('en');
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'narrow' });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const date = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const dayMs = 24 * hour;

/** `12,345` */
export function formatNumber(value: number): string {
  return whole.format(value);
}

/** `1 event`, `2 events` */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

/** `512 B`, `1.4 KB` */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['KB', 'MB', 'GB', 'TB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** `0.8 ms`, `12 ms`, `1.2 s`, `3 min`, `5 h`, `2 days` */
export function formatDuration(ms: number): string {
  if (ms < 10) return `${Number(ms.toFixed(1))} ms`;
  if (ms < second) return `${Math.round(ms)} ms`;
  if (ms < minute) return `${Number((ms / second).toFixed(1))} s`;
  if (ms < hour) return `${Math.round(ms / minute)} min`;
  if (ms < 2 * dayMs) return `${Math.round(ms / hour)} h`;
  return `${Math.round(ms / dayMs)} days`;
}

/** `now`, `12s ago`, `in 3h` */
export function formatRelative(at: number, now: number): string {
  const past = at - now;
  const size = Math.abs(past);
  if (size < 5 * second) return 'now';
  if (size < minute) return relative.format(Math.round(past / second), 'second');
  if (size < hour) return relative.format(Math.round(past / minute), 'minute');
  if (size < dayMs) return relative.format(Math.round(past / hour), 'hour');
  return relative.format(Math.round(past / dayMs), 'day');
}

/** The date and the time in the reader's zone. */
export function formatTime(at: number): string {
  return day.format(at);
}

/** What stands under a chart: a clock for a day, dates for more. */
export function formatTick(at: number, spanMs: number): string {
  return spanMs <= 2 * dayMs ? clock.format(at) : date.format(at);
}
