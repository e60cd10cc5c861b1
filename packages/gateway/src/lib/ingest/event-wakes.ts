import type { Bus } from '../bus.ts';

/** Tells of single events that something has become of them. */
export interface EventWakes {
  /** @returns what ends it */
  on(event: string, listener: () => void): () => void;
  stop(): void;
}

/** Listens for what becomes of events behind the commit, in this process. */
export function createEventWakes(bus: Bus): EventWakes {
  const listeners = new Map<string, Set<() => void>>();
  const wake = (event: string): void => {
    for (const listener of listeners.get(event) ?? []) listener();
  };
  const stop = bus.listen((happening) => {
    if (listeners.size === 0) return;
    if (happening.kind === 'forward_changed') wake(happening.event);
    if (happening.kind === 'routed') happening.events.forEach(wake);
  });
  return {
    stop,
    on(event, listener) {
      const all = listeners.get(event) ?? new Set();
      listeners.set(event, all.add(listener));
      return () => {
        all.delete(listener);
        if (all.size === 0) listeners.delete(event);
      };
    },
  };
}
