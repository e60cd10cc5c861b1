import type { ReactNode } from 'react';
import { counted, formatDuration, formatTime } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';

/** When a forward that fails just now is tried again, as times in the reader's zone. */
export function ScheduleTimes({ seconds }: { seconds: readonly number[] }): ReactNode {
  const now = useNow();
  if (seconds.length === 0)
    return <p className="soft">A forward is tried once, and is dead if that fails.</p>;
  let at = now;
  const tries = seconds.map((each, index) => {
    at += each * 1000;
    return { number: index + 2, after: each * 1000, at };
  });
  return (
    <div className="stack-tight">
      <p className="soft">
        A forward that fails now would be tried {counted(seconds.length, 'more time')}, each time moved by up
        to 20 % by chance, and be dead after {formatDuration(at - now)}:
      </p>
      <ol className="schedule" aria-label="Retries">
        {tries.map(({ number, after, at: time }) => (
          <li key={number}>
            <span className="faint">Attempt {number}</span>
            <strong className="number">+{formatDuration(after)}</strong>
            <span className="soft number">{formatTime(time)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
