import { createContext, use, useEffect, useRef, useSyncExternalStore } from 'react';
import type { Live, LiveState } from './live.ts';
import type { Happening } from './types.ts';

/** The stream, for the screens inside the shell. */
export const LiveContext = createContext<Live | undefined>(undefined);

/** What the stream is doing. */
export function useLiveState(): LiveState {
  const live = use(LiveContext);
  return useSyncExternalStore(
    (listener) => live?.onState(listener) ?? (() => undefined),
    () => live?.state() ?? 'connecting',
  );
}

/** Hears what happens in the gateway while the component stands. */
export function useHappenings(listener: (happening: Happening) => void): void {
  const live = use(LiveContext);
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => live?.onHappening((happening) => latest.current(happening)), [live]);
}
