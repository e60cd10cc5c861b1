import { readFileSync } from 'node:fs';

/**
 * Asks whether a process runs.
 *
 * @param pid - its number
 * @returns false also for one that has ended and of which nobody has taken notice
 */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}
