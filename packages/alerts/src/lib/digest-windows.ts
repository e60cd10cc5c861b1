import { Cron } from 'croner';
import type { AlertSpan } from './alert-event.ts';
import type { DigestMode } from './rule.ts';

/** What one digest tells of: `from` counts, `until` does not. Unix milliseconds. */
export interface DigestWindow extends AlertSpan {
  /** When it may be told: what was written late is there then. */
  readonly dueAt: number;
}

/** How long a window stays open for what is being written while it ends, in milliseconds. */
const lateMs = 5000;
const dayMs = 86_400_000;
/** How far back missed windows are told. */
const longestMs = 7 * dayMs;

/** Made once a rule: reading a pattern and a time zone costs more than asking it. */
const crons = new WeakMap<DigestMode, Cron>();

/**
 * The windows that have ended and are not told yet. A window reaches from one time of the calendar to the next, whenever
 * somebody looks.
 *
 * Where the clock is put forward, a time that is left out comes at the end of the gap; where it is put back, a time that
 * comes twice counts the first time.
 *
 * @param mode - when digests are told, and what becomes of those that were missed
 * @param after - until when it was told: the end of the last window, or when the rule was made; Unix milliseconds
 * @param now - Unix milliseconds
 * @returns the windows, the oldest first; of what ended over 7 days ago only the last one is left
 * @example
 * ```ts
 * import { digestWindows, type DigestMode } from '@hooklatch/alerts/rules';
 *
 * const mode: DigestMode = { kind: 'digest', cron: '0 9 * * *', timeZone: 'UTC', empty: 'never', catchUp: 'merge' };
 * const windows = digestWindows(mode, Date.parse('2026-11-20T09:00Z'), Date.parse('2026-11-22T10:00Z'));
 * console.log(windows.length); // 1: two days in one
 * ```
 */
export function digestWindows(mode: DigestMode, after: number, now: number): readonly DigestWindow[] {
  const cron = cronOf(mode);
  // One millisecond later, so that a window that has closed in this very one counts.
  const last = previousOf(cron, now - lateMs + 1);
  if (last <= after) return [];
  const start = previousOf(cron, last);
  // The last one is told however late; of those before it, what has ended within 7 days.
  const first = Math.min(nextOf(cron, Math.max(after, now - longestMs)) ?? last, last);
  if (mode.catchUp === 'skip' || first === last) return [toWindow(start, last)];
  const from = previousOf(cron, first);
  if (mode.catchUp === 'merge') return [toWindow(Math.min(start, Math.max(from, last - longestMs)), last)];
  const windows = [toWindow(from, first)];
  for (let begin = first; begin < last;) {
    const end = nextOf(cron, begin) ?? last;
    windows.push(toWindow(begin, end));
    begin = end;
  }
  return windows;
}

/**
 * The window that a time is in.
 *
 * @param mode - when digests are told
 * @param time - Unix milliseconds
 * @returns the window; undefined where the pattern has no later time
 */
export function digestWindowAt(mode: DigestMode, time: number): DigestWindow | undefined {
  const cron = cronOf(mode);
  const until = nextOf(cron, time);
  return until === undefined ? undefined : toWindow(previousOf(cron, until), until);
}

/**
 * When digests are told next.
 *
 * @param mode - when digests are told
 * @param after - Unix milliseconds
 * @param count - how many
 * @returns the ends of the next windows
 */
export function nextDigests(mode: DigestMode, after: number, count: number): readonly number[] {
  const cron = cronOf(mode);
  const times: number[] = [];
  let time = nextOf(cron, after);
  while (time !== undefined && times.length < count) {
    times.push(time);
    time = nextOf(cron, time);
  }
  return times;
}

/**
 * Reads a pattern and a time zone.
 *
 * @param mode - when digests are told
 * @throws TypeError where one of the two is none
 */
export function checkCron({ cron, timeZone }: Pick<DigestMode, 'cron' | 'timeZone'>): void {
  try {
    Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw new TypeError('This is no time zone of IANA, such as Europe/Berlin.');
  }
  if (cron.trim().split(/\s+/).length !== 5)
    throw new TypeError('A cron pattern has five fields: minute, hour, day of month, month, day of week.');
  let next: number | undefined;
  try {
    next = nextOf(toCron(cron, timeZone), Date.UTC(2026, 0, 1));
  } catch {
    throw new TypeError('This cron pattern cannot be read.');
  }
  if (next === undefined) throw new TypeError('This cron pattern never comes.');
}

function toWindow(from: number, until: number): DigestWindow {
  return { from, until, dueAt: until + lateMs };
}

function cronOf(mode: DigestMode): Cron {
  const cron = crons.get(mode) ?? toCron(mode.cron, mode.timeZone);
  crons.set(mode, cron);
  return cron;
}

/** Without a function it starts no timer. */
function toCron(pattern: string, timezone: string): Cron {
  return new Cron(pattern, { timezone, mode: '5-part' });
}

function nextOf(cron: Cron, time: number): number | undefined {
  return cron.nextRun(new Date(time))?.getTime();
}

/** The last one before a time that is one itself; a day before where there is none. */
function previousOf(cron: Cron, time: number): number {
  return cron.previousRuns(1, new Date(time))[0]?.getTime() ?? time - dayMs;
}
