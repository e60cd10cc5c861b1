import type { ReactNode } from 'react';
import { formatNumber } from '../lib/format.ts';

interface Props {
  readonly label: string;
  readonly items: readonly { readonly name: string; readonly count: number; readonly text: ReactNode }[];
}

/** Counts by name, the largest first, each with its bar behind it. */
export function BarList({ label, items }: Props): ReactNode {
  const most = Math.max(1, ...items.map(({ count }) => count));
  return (
    <ul className="bar-list" aria-label={label}>
      {items.map(({ name, count, text }) => (
        <li key={name}>
          <span className="bar-list-text">{text}</span>
          <span className="number">{formatNumber(count)}</span>
          <span className="bar-list-bar" style={{ width: `${(count / most) * 100}%` }} aria-hidden="true" />
        </li>
      ))}
    </ul>
  );
}
