import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A second process at work on a queue. */
export interface BullmqProcess {
  /** What it has said so far, on both outputs. */
  readonly lines: readonly string[];
  /** How often its handler has started, and for what. */
  starts(): readonly string[];
  kill(signal: NodeJS.Signals): void;
  /** Tells it to close its inbox; nothing else ends it then. */
  close(): void;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<unknown>;
}

/** What the handler of such a process does. */
export type BullmqRole = 'end' | 'exit' | 'hang' | 'outlive';

const program = fileURLToPath(new URL('bullmq-program.ts', import.meta.url));
const running = new Set<BullmqProcess>();

/** Starts a role of `bullmq-program.ts`. */
export function startBullmqProcess(role: BullmqRole, port: number, queue: string): BullmqProcess {
  const child = spawn(process.execPath, ['--conditions=@hooklatch/source', program, role, `${port}`, queue]);
  const lines: string[] = [];
  for (const output of [child.stdout, child.stderr]) {
    let rest = '';
    output.setEncoding('utf8').on('data', (text: string) => {
      const parts = (rest + text).split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts);
    });
  }
  const started: BullmqProcess = {
    lines,
    starts: () => lines.filter((line) => line.startsWith('start ')).map((line) => line.slice(6)),
    kill: (signal) => void child.kill(signal),
    close: () => void child.stdin.end(),
    ended: once(child, 'close').then(([code, signal]: unknown[]) => {
      running.delete(started);
      return code ?? signal;
    }),
  };
  running.add(started);
  return started;
}

/** Ends what is still running; for `afterEach`. */
export async function endBullmqProcesses(): Promise<void> {
  for (const one of running) one.kill('SIGKILL');
  await Promise.all([...running].map(({ ended }) => ended));
}
