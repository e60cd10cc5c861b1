import { useSyncExternalStore } from 'react';

/** A choice of the reader that outlives the page. */
export interface StoredState {
  read(): string;
  write(value: string): void;
  use(): string;
}

/** Keeps one choice in the browser; a browser that keeps nothing has it until the page is left. */
export function createStoredState(name: string, first: string): StoredState {
  const key = `hooklatch.${name}`;
  const listeners = new Set<() => void>();
  let value = first;
  try {
    value = localStorage.getItem(key) ?? first;
  } catch {
    // Storage is refused.
  }
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    read: () => value,
    write(next) {
      value = next;
      try {
        localStorage.setItem(key, next);
      } catch {
        // As above.
      }
      for (const listener of listeners) listener();
    },
    use: () => useSyncExternalStore(subscribe, () => value),
  };
}
