import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A process of a test. */
export interface Child extends AsyncDisposable {
  readonly process: ChildProcess;
  /** The first line that it has printed. */
  readonly line: string;
  /** Asks it something, and gives the line that it answers. */
  ask(): Promise<string>;
  /** Ends it without a warning. */
  kill(): Promise<void>;
}

/** Runs a program beside this file, and waits for its first line. */
export async function runChild(name: string, ...args: string[]): Promise<Child> {
  const file = fileURLToPath(new URL(name, import.meta.url));
  const child = spawn(process.execPath, ['--conditions=@hooklatch/source', file, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += String(chunk)));
  const lines = createInterface(child.stdout);
  const nextLine = (): Promise<string> =>
    new Promise((resolve, reject) => {
      lines.once('line', resolve);
      child.once('exit', (code) => reject(new Error(`${name} has ended with ${code}: ${errors}`)));
    });
  const line = await nextLine();
  const ask = (): Promise<string> => {
    const answered = nextLine();
    child.stdin.write('?\n');
    return answered;
  };
  return { process: child, line, ask, kill, [Symbol.asyncDispose]: kill };
}
