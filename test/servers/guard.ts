import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Ends a server and removes its data once this process is gone. */
export interface Guard {
  /** Which process to end; undefined while there is none. */
  watch(pid: number | undefined): void;
  /** Removes the data now. */
  finish(): Promise<void>;
}

// Its input ends with the process that holds the other side, also where that one was killed.
const script = `
while read -r line; do pid=$line; done
if [ -n "$pid" ]; then
  kill -s "$1" "$pid"
  left=50
  while [ $left -gt 0 ] && kill -0 "$pid"; do sleep 0.1; left=$((left - 1)); done
  kill -s KILL "$pid"
fi 2>/dev/null
rm -rf "$2"
`;

/**
 * Starts a guard: a shell that outlives this process for a moment.
 *
 * @param dir - what to remove
 * @param signal - what ends the server at once, but in order
 */
export function createGuard(dir: string, signal: NodeJS.Signals): Guard {
  const shell = spawn('/bin/sh', ['-c', script, 'guard', signal.replace('SIG', ''), dir], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const input = shell.stdin;
  input.on('error', () => {});
  shell.unref();
  (input as unknown as { unref(): void }).unref();
  return {
    watch: (pid) => void input.write(`${pid ?? ''}\n`),
    async finish() {
      if (shell.exitCode !== null || shell.signalCode !== null) return;
      shell.ref();
      const ended = once(shell, 'exit');
      input.end('\n');
      await ended;
    },
  };
}
