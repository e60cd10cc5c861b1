import type { ReactNode } from 'react';
import { keysState } from '../shell/key-switch.ts';

/** The keys of a command, such as `g e`: shown to eyes, hidden from screen readers (a name beside it says what it does). */
export function Kbd({ keys, isQuiet = false }: { keys: string; isQuiet?: boolean }): ReactNode {
  const areOn = keysState.use() === 'on';
  if (!areOn && /^[a-z/?]( [a-z])?$/.test(keys)) return null;
  return (
    <span className={`kbd${isQuiet ? ' kbd-quiet' : ''}`} aria-hidden="true">
      {keys.split(' ').map((key, at) => (
        // Two of the same key may follow each other.
        <kbd key={`${at}${key}`}>{key}</kbd>
      ))}
    </span>
  );
}
