import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useHappenings } from '../../api/live-context.ts';

/** Reads a list again when the stream says that something of it changed: at most twice a second. */
export function useRefresh(key: readonly string[], kinds: readonly string[]): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useHappenings(({ kind }) => {
    if (!kinds.includes(kind) || timer.current !== undefined) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      void client.invalidateQueries({ queryKey: key });
    }, 500);
  });
}
