import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `acks`: answered 2xx. `kept`: what the inbox said. `starts`, `ends`, `fails`: of handlers. `lost`: what a worker had no
 * longer. `replays`: what an operator was told. `refused`: answers that forbid another try. `requests`: those in flight
 * when a receiver was told to end, and what it has answered since.
 */
export type LogName =
  | 'acks'
  | 'kept'
  | 'starts'
  | 'ends'
  | 'fails'
  | 'lost'
  | 'replays'
  | 'refused'
  | 'requests';

/** One line of a log. */
export interface LogLine {
  /** The event's. */
  readonly id: string;
  readonly attempt?: number;
  readonly note?: string;
  /** The message's id. */
  readonly message?: string;
}

/** Appends a line at once: what a process has appended outlives its `kill -9`. */
export function writeLog(dir: string, name: LogName, line: LogLine): void {
  appendFileSync(join(dir, `${name}.log`), `${JSON.stringify(line)}\n`);
}

/** Every whole line of a log; a line that a kill cut short is none. */
export function readLog(dir: string, name: LogName): readonly LogLine[] {
  const file = join(dir, `${name}.log`);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text) => {
      try {
        return [JSON.parse(text) as LogLine];
      } catch {
        return [];
      }
    });
}
