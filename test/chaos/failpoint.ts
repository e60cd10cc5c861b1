import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What happens at a failpoint. */
export interface Armed {
  /** `kill` ends the process as `kill -9` does, `stop` makes it stand still until it is sent SIGCONT. (kill) */
  readonly action?: 'kill' | 'stop';
  /** How often a process passes by before. (0) */
  readonly skip?: number;
}

/** The places where a process may be made to end. */
export interface Failpoints {
  /** Ends this process, or stops it, where the failpoint is armed; once among all processes. */
  reach(name: string): void;
  /** Passes by, and says whether it is this time that something is to happen: to be done by `hit`. */
  isDue(name: string): boolean;
  hit(name: string): void;
}

const armedFile = (dir: string, name: string): string => join(dir, `armed-${name}`);
const spentFile = (dir: string, name: string): string => join(dir, `spent-${name}`);

/** Arms a failpoint: the first process that comes to it is hit, once. */
export function arm(dir: string, name: string, armed: Armed = {}): void {
  writeFileSync(armedFile(dir, name), JSON.stringify(armed));
}

/** The process that has come to a failpoint; undefined before. */
export function spentBy(dir: string, name: string): number | undefined {
  const file = spentFile(dir, name);
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : undefined;
}

/** The failpoints of a run, for its processes. */
export function failpoints(dir: string): Failpoints {
  const passed = new Map<string, number>();
  const isDue = (name: string): boolean => {
    const armed = readArmed(dir, name);
    if (!armed) return false;
    const times = passed.get(name) ?? 0;
    passed.set(name, times + 1);
    return times >= (armed.skip ?? 0);
  };
  const hit = (name: string): void => {
    const armed = readArmed(dir, name);
    if (!armed || !take(dir, name)) return;
    if (armed.action === 'stop') return void process.kill(process.pid, 'SIGSTOP');
    process.kill(process.pid, 'SIGKILL');
    // The signal ends the process before the next instruction that matters.
    for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
  };
  return {
    isDue,
    hit,
    reach(name) {
      if (isDue(name)) hit(name);
    },
  };
}

/** Where nothing is killed. */
export const noFailpoints: Failpoints = { reach: () => {}, isDue: () => false, hit: () => {} };

function readArmed(dir: string, name: string): Armed | undefined {
  const file = armedFile(dir, name);
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Armed;
  } catch {
    // Another process has just taken it.
    return undefined;
  }
}

/** Takes a failpoint, so that nobody else is hit by it. */
function take(dir: string, name: string): boolean {
  const own = join(dir, `taken-${name}-${process.pid}`);
  try {
    renameSync(armedFile(dir, name), own);
  } catch {
    return false;
  }
  writeFileSync(own, `${process.pid}`);
  renameSync(own, spentFile(dir, name));
  return true;
}
