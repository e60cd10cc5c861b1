import { useState, type ReactNode } from 'react';
import { formatRelative, formatTime } from '../lib/format.ts';
import { useNow } from '../lib/use-now.ts';

/**
 * A moment: relative to now; the exact date and time in the reader's zone as the tooltip, for screen readers, and in its place
 * while the pointer or the focus is on it (`isPlain` leaves that out, where the row around it has the focus).
 */
export function Time({ at, isPlain = false }: { at: number; isPlain?: boolean }): ReactNode {
  const now = useNow();
  const [isExact, setExact] = useState(false);
  const exact = formatTime(at);
  const shown = formatRelative(at, Math.max(now, at > now && at - now < 20_000 ? at : now));
  if (isPlain) {
    return (
      <time className="number" dateTime={new Date(at).toISOString()} title={exact}>
        {shown}
      </time>
    );
  }
  return (
    <button
      type="button"
      className="time number"
      title={exact}
      aria-label={`${shown}, ${exact}`}
      onFocus={() => setExact(true)}
      onBlur={() => setExact(false)}
      onClick={() => setExact(!isExact)}
    >
      <time dateTime={new Date(at).toISOString()}>{isExact ? exact : shown}</time>
    </button>
  );
}
