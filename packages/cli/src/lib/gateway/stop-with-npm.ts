import type { Io } from '../io.ts';

const lookEveryMs = 250;

/**
 * A world that ends also when npm does: who sends SIGTERM to `npx` ends npm and its shell, and neither passes it on.
 *
 * @param io - the world
 * @returns the same one where npm has not started the command
 */
export function stopWithNpm(io: Io): Io {
  if (io.env['npm_command'] === undefined) return io;
  const parent = process.ppid;
  const orphaned = new AbortController();
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    orphaned.abort();
  }, lookEveryMs);
  timer.unref();
  return { ...io, signal: AbortSignal.any([io.signal, orphaned.signal]) };
}
