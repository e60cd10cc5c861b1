import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { startChild, type Child } from '../../scripts/demo/child.ts';

const SOON_MS = 10_000;

const node = (program: string): Child =>
  startChild(`"${process.execPath}" -e "${program}"`, process.cwd(), process.env);

/** Whether a process runs; one that has ended may wait for ever to be asked how, where it is an orphan. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !existsSync('/proc') || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

describe('a child process', () => {
  test('is read line by line, without colours', async () => {
    const child = node("process.stdout.write('\\u001b[32mone\\u001b[0m\\r\\ntwo\\nthr'); console.log('ee')");
    expect(await child.until(() => child.lines.includes('three'), SOON_MS)).toBe(true);
    expect(child.lines).toEqual(['one', 'two', 'three']);
    await child.stop();
  });

  test('tells how it has ended, and ends the waiting', async () => {
    const child = node('process.exit(3)');
    expect(await child.until(() => false, SOON_MS)).toBe(false);
    expect(child.ended).toEqual({ ok: false, how: 'code 3' });
    await child.stop();
  });

  test('is waited for only so long', async () => {
    const child = node('setInterval(() => {}, 1000)');
    expect(await child.until(() => false, 50)).toBe(false);
    expect(child.ended).toBeUndefined();
    await child.stop();
    expect(child.ended?.ok).toBe(false);
  });

  test('is stopped with what it has started, also where it does not listen', async () => {
    const stubborn =
      "process.on('SIGTERM', () => {}); console.log(process.pid); setInterval(() => {}, 1000);";
    const program = `${stubborn} require('node:child_process').spawn(process.execPath, ['-e', process.env.STUBBORN], { stdio: 'inherit' })`;
    const env = { ...process.env, STUBBORN: stubborn };
    const child = startChild(`"${process.execPath}" -e "${program}"`, process.cwd(), env);
    await child.until(() => child.lines.length === 2, SOON_MS);
    expect(child.lines.map(Number).filter(isAlive)).toHaveLength(2);
    await child.stop();
    await expect.poll(() => child.lines.map(Number).filter(isAlive), { timeout: SOON_MS }).toEqual([]);
  });
});
