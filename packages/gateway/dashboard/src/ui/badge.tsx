import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

export type Tone = 'good' | 'bad' | 'warn' | 'info' | 'plain';

interface Props {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly children: ReactNode;
  /** Without a ground: in dense rows. */
  readonly isBare?: boolean;
}

/** A status: always an icon and a word, so that colour alone says nothing. */
export function Badge({ tone, icon, children, isBare = false }: Props): ReactNode {
  return (
    <span className={`badge badge-${tone}${isBare ? ' badge-bare' : ''}`}>
      <Icon name={icon} size={13} />
      <span className="badge-text">{children}</span>
    </span>
  );
}
