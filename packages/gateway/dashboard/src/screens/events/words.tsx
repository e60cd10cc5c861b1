import type { ReactNode } from 'react';
import type { EventOutcome, ForwardCounts, ForwardState } from '../../api/event-types.ts';
import { counted } from '../../lib/format.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import type { IconName } from '../../ui/icon.tsx';

interface Look {
  readonly text: string;
  readonly tone: Tone;
  readonly icon: IconName;
}

/** How each outcome is shown. */
export const outcomes: Readonly<Record<EventOutcome, Look>> = {
  verified: { text: 'Verified', tone: 'good', icon: 'check' },
  duplicate: { text: 'Duplicate', tone: 'plain', icon: 'copies' },
  rejected: { text: 'Rejected', tone: 'bad', icon: 'cross' },
  handshake: { text: 'Handshake', tone: 'info', icon: 'handshake' },
};

/** How each state of a forward is shown. */
const states: Readonly<Record<ForwardState, Look>> = {
  queued: { text: 'Queued', tone: 'info', icon: 'clock' },
  leased: { text: 'Sending', tone: 'info', icon: 'send' },
  delivered: { text: 'Delivered', tone: 'good', icon: 'check' },
  dead: { text: 'Dead', tone: 'bad', icon: 'cross' },
  cancelled: { text: 'Cancelled', tone: 'plain', icon: 'stop' },
};

const unknown: Look = { text: 'Unknown', tone: 'plain', icon: 'info' };

/** What came of a delivery. */
export function OutcomeBadge({
  outcome,
  isBare = false,
}: {
  outcome: EventOutcome;
  isBare?: boolean;
}): ReactNode {
  const { text, tone, icon } = outcomes[outcome] ?? unknown;
  return (
    <Badge tone={tone} icon={icon} isBare={isBare}>
      {text}
    </Badge>
  );
}

/** Where a forward stands. */
export function StateBadge({ state }: { state: ForwardState }): ReactNode {
  const { text, tone, icon } = states[state] ?? unknown;
  return (
    <Badge tone={tone} icon={icon}>
      {text}
    </Badge>
  );
}

/** The forwards of an event in a few words: what is worst, first. */
export function ForwardsSummary({ counts }: { counts: ForwardCounts }): ReactNode {
  const { queued, leased, delivered, dead, cancelled } = counts;
  const all = queued + leased + delivered + dead + cancelled;
  if (all === 0) return <span className="faint">–</span>;
  if (dead > 0) {
    return (
      <Badge tone="bad" icon="cross" isBare>
        {all === 1 ? 'Dead' : `${dead} of ${all} dead`}
      </Badge>
    );
  }
  if (queued + leased > 0) {
    return (
      <Badge tone="info" icon="clock" isBare>
        {all === 1 ? 'On its way' : `${queued + leased} of ${all} on the way`}
      </Badge>
    );
  }
  if (delivered === 0) {
    return (
      <Badge tone="plain" icon="stop" isBare>
        Cancelled
      </Badge>
    );
  }
  return (
    <Badge tone="good" icon="check" isBare>
      {delivered === 1 ? 'Delivered' : counted(delivered, 'delivered', 'delivered')}
    </Badge>
  );
}
