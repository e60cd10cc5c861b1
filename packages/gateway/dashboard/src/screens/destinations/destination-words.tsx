import type { ReactNode } from 'react';
import type { Destination } from '../../api/types.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { kinds } from './kinds.ts';

const looks: Readonly<Record<Destination['state'], { tone: Tone; icon: IconName; text: string }>> = {
  active: { tone: 'good', icon: 'check', text: 'Active' },
  paused: { tone: 'warn', icon: 'pause', text: 'Paused' },
  broken: { tone: 'bad', icon: 'warning', text: 'Broken' },
};

/** Whether a destination takes what it is sent. */
export function DestinationState({ state }: { state: Destination['state'] }): ReactNode {
  const { tone, icon, text } = looks[state];
  return (
    <Badge tone={tone} icon={icon}>
      {text}
    </Badge>
  );
}

/** What a kind is called. */
export function toKindTitle(kind: string): string {
  return kinds.find((entry) => entry.kind === kind)?.title ?? kind;
}
