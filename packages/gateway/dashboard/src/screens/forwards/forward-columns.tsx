import { Link } from '@tanstack/react-router';
import type { Forward } from '../../api/event-types.ts';
import { visibleLine } from '../../lib/visible.ts';
import { Time } from '../../ui/time.tsx';
import type { Column } from '../../ui/virtual-table.tsx';
import { StateBadge } from '../events/words.tsx';

/** The columns of the list of forwards. */
export function toForwardColumns({
  toName,
  isNarrow,
}: {
  toName: (id: string) => string;
  isNarrow: boolean;
}): Column<Forward>[] {
  return [
    {
      name: 'type',
      title: 'Event',
      cell: ({ id, type, eventId, destinationId }, link) => (
        <span className="event-name">
          <Link
            {...link}
            to="/forwards"
            search={(before) => ({ ...before, forward: id })}
            className="clip"
            dir="auto"
          >
            {visibleLine(type ?? eventId)}
          </Link>
          {isNarrow ? <span className="event-under faint clip">to {toName(destinationId)}</span> : null}
        </span>
      ),
    },
    {
      name: 'destination',
      title: 'To',
      width: '22%',
      from: 'medium',
      cell: ({ destinationId, replay }) => (
        <span className="soft">
          {toName(destinationId)}
          {replay > 0 ? <span className="faint"> replay {replay}</span> : null}
        </span>
      ),
    },
    {
      name: 'state',
      title: 'State',
      width: '7rem',
      cell: ({ state }) => <StateBadge state={state} />,
    },
    {
      name: 'last',
      title: 'Last answer',
      width: '24%',
      from: 'wide',
      cell: ({ lastStatus, lastError }) => (
        <span className="soft clip">
          {[lastStatus, lastError === null ? null : visibleLine(lastError)]
            .filter((part) => part !== null)
            .join(' · ') || '–'}
        </span>
      ),
    },
    {
      name: 'attempts',
      title: 'Attempts',
      width: '5rem',
      isNumber: true,
      from: 'small',
      cell: ({ attempts }) => attempts,
    },
    {
      name: 'when',
      title: 'When',
      width: isNarrow ? '5rem' : '7.5rem',
      isNumber: true,
      cell: ({ state, dueAt, settledAt, createdAt }) => (
        <span className="faint">
          {state === 'queued' && dueAt > Date.now() ? (
            <>
              next <Time at={dueAt} isPlain />
            </>
          ) : (
            <Time at={settledAt ?? createdAt} isPlain />
          )}
        </span>
      ),
    },
  ];
}
