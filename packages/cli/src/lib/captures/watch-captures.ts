import type { DatabaseSync } from 'node:sqlite';

/** In milliseconds: how often it is looked whether another process has written. */
const interval = 250;

/** Who wants to know that something has changed. */
export interface CaptureWatchers {
  watch(callback: () => void): () => void;
  /** Says that this process has written. */
  changed(): void;
  close(): void;
}

/** @param database - one connection: SQLite tells it when others have written, at next to no cost */
export function watchCaptures(database: DatabaseSync): CaptureWatchers {
  const callbacks = new Set<() => void>();
  const look = database.prepare('PRAGMA data_version');
  const version = (): unknown => look.get()?.['data_version'];
  let seen = version();
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    for (const callback of callbacks) callback();
  };
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  return {
    watch(callback) {
      callbacks.add(callback);
      timer ??= setInterval(() => {
        const current = version();
        if (current === seen) return;
        seen = current;
        tell();
      }, interval).unref();
      return () => {
        callbacks.delete(callback);
        if (callbacks.size === 0) stop();
      };
    },
    changed: tell,
    close() {
      callbacks.clear();
      stop();
    },
  };
}
