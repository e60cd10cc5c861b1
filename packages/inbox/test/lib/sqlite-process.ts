import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A second process at work on a database. */
export interface SqliteProcess {
  /** What it has said so far, without what is not yet a whole line. */
  readonly lines: readonly string[];
  /** Resolves when it has said so many lines, or such a line. @throws Error where it ends before */
  until(condition: (lines: readonly string[]) => boolean): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** Lets it stand still; resolves when it does. */
  halt(): Promise<void>;
  /** Ends its input. */
  end(): void;
  /** Resolves when it has ended, and everything it said is in `lines`. */
  readonly ended: Promise<void>;
}

const program = fileURLToPath(new URL('sqlite-program.ts', import.meta.url));
const running = new Set<SqliteProcess>();

/** Starts a role of `sqlite-program.ts`. */
export function startSqliteProcess(role: string, file: string, argument = ''): SqliteProcess {
  const child = spawn(
    process.execPath,
    [
      '--conditions=@hooklatch/source',
      '--disable-warning=ExperimentalWarning',
      program,
      role,
      file,
      argument,
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const lines: string[] = [];
  let rest = '';
  let isOver = false;
  const waiting = new Set<() => void>();
  const look = (): void => {
    for (const one of waiting) one();
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    look();
  });
  const started: SqliteProcess = {
    lines,
    until: (condition) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          if (!condition(lines) && !isOver) return;
          waiting.delete(check);
          if (condition(lines)) resolve();
          else reject(new Error(`${role} has ended after: ${lines.slice(-3).join()}`));
        };
        waiting.add(check);
        check();
      }),
    kill: (signal) => void child.kill(signal),
    async halt() {
      child.kill('SIGSTOP');
      // oxlint-disable-next-line no-await-in-loop
      while (stateOf(child.pid) !== 'T') await new Promise((resolve) => setTimeout(resolve, 1));
    },
    end: () => void child.stdin.end(),
    ended: once(child, 'close').then(() => {
      isOver = true;
      running.delete(started);
      look();
    }),
  };
  running.add(started);
  return started;
}

/** One letter: `T` is one that stands still. */
function stateOf(pid: number | undefined): string | undefined {
  if (process.platform !== 'linux')
    return spawnSync('ps', ['-o', 'stat=', '-p', `${pid}`]).stdout.toString()[0];
  return /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1];
}

/** Ends what is still running; for `afterEach`. */
export async function endSqliteProcesses(): Promise<void> {
  for (const one of running) one.kill('SIGKILL');
  await Promise.all([...running].map(({ ended }) => ended));
}
