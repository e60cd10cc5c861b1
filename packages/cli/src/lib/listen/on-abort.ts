const listeners = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls back when a signal is aborted. Many wait for one signal here, and a listener of its own for each costs more than
 * all else that is done with it.
 *
 * @returns what ends it
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  if (signal.aborted) queueMicrotask(callback);
  const all = listeners.get(signal) ?? listen(signal);
  all.add(callback);
  return () => all.delete(callback);
}

function listen(signal: AbortSignal): Set<() => void> {
  const all = new Set<() => void>();
  listeners.set(signal, all);
  const tell = (): void => {
    for (const callback of all) callback();
  };
  signal.addEventListener('abort', tell, { once: true });
  return all;
}
