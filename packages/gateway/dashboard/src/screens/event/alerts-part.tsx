import type { ReactNode } from 'react';
import type { EventDetail } from '../../api/event-types.ts';
import { visibleLine } from '../../lib/visible.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { EmptyState } from '../../ui/notes.tsx';
import { Time } from '../../ui/time.tsx';

const looks: Readonly<Record<string, { tone: Tone; icon: IconName }>> = {
  sent: { tone: 'good', icon: 'check' },
  delivered: { tone: 'good', icon: 'check' },
  dead: { tone: 'bad', icon: 'cross' },
};

/** What was said about the event, where, and whether it arrived. */
export function AlertsPart({ event }: { event: EventDetail }): ReactNode {
  if (event.alerts.length === 0) {
    return (
      <EmptyState icon="info" title="No alert about this event">
        <p>
          A rule by type, endpoint or filter tells Slack, Discord, email or PagerDuty about events like this
          one.
        </p>
      </EmptyState>
    );
  }
  return (
    <DataTable
      caption="Alerts about this event"
      columns={[
        {
          name: 'rule',
          title: 'Rule',
          cell: ({ ruleName, title }) => (
            <>
              {visibleLine(ruleName)}
              <div className="soft">{visibleLine(title)}</div>
            </>
          ),
        },
        {
          name: 'sends',
          title: 'Sent to',
          cell: ({ sends }) => (
            <ul className="plain-list">
              {sends.map(({ id, channelName, state, lastError }) => (
                <li key={id}>
                  {visibleLine(channelName)}{' '}
                  <Badge {...(looks[state] ?? { tone: 'info', icon: 'clock' })} isBare>
                    {visibleLine(state)}
                  </Badge>
                  {lastError === null ? null : <div className="soft">{visibleLine(lastError)}</div>}
                </li>
              ))}
            </ul>
          ),
        },
        { name: 'time', title: 'When', cell: ({ createdAt }) => <Time at={createdAt} /> },
      ]}
      rows={event.alerts}
      toKey={({ id }) => id}
    />
  );
}
