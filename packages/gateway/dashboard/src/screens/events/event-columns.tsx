import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { EventRow } from '../../api/event-types.ts';
import { formatBytes } from '../../lib/format.ts';
import { visibleLine } from '../../lib/visible.ts';
import { Time } from '../../ui/time.tsx';
import type { Column, RowLinkProps } from '../../ui/virtual-table.tsx';
import { ForwardsSummary, OutcomeBadge } from './words.tsx';

/** What an event is called in a list. */
export function toTitle({
  type,
  eventId,
  method,
  target,
}: Pick<EventRow, 'type' | 'eventId' | 'method' | 'target'>): string {
  return visibleLine(type ?? eventId ?? `${method} ${target}`);
}

interface Options {
  readonly toFresh: (row: EventRow) => EventRow;
  readonly toEndpointName: (id: string) => string;
  readonly isNarrow: boolean;
}

function NameCell({
  row,
  link,
  options,
}: {
  row: EventRow;
  link: RowLinkProps;
  options: Options;
}): ReactNode {
  const name = toTitle(row);
  return (
    <div className="event-name">
      <Link
        {...link}
        to="/events"
        search={(previous) => ({ ...previous, event: row.id })}
        className="clip"
        dir="auto"
        title={name}
      >
        {name}
      </Link>
      {options.isNarrow ? (
        <span className="event-under faint clip">
          {visibleLine(row.provider)} · {options.toEndpointName(row.endpointId)}
        </span>
      ) : null}
    </div>
  );
}

/** The columns of the list of events. */
export function toEventColumns(options: Options): Column<EventRow>[] {
  const { toFresh, toEndpointName, isNarrow } = options;
  return [
    {
      name: 'event',
      title: 'Event',
      cell: (row, link) => <NameCell row={row} link={link} options={options} />,
    },
    {
      name: 'outcome',
      title: 'Outcome',
      width: isNarrow ? '6.25rem' : '7rem',
      cell: (row) => <OutcomeBadge outcome={row.outcome} isBare />,
    },
    {
      name: 'forwards',
      title: 'Forwards',
      width: '9rem',
      from: 'small',
      cell: (row) => <ForwardsSummary counts={toFresh(row).forwards} />,
    },
    {
      name: 'endpoint',
      title: 'Endpoint',
      width: '22%',
      from: 'medium',
      cell: (row) => (
        <span className="soft">
          {toEndpointName(row.endpointId)} <span className="faint">{visibleLine(row.provider)}</span>
        </span>
      ),
    },
    {
      name: 'status',
      title: 'Answer',
      width: '4.5rem',
      isNumber: true,
      from: 'wide',
      cell: (row) => row.status,
    },
    {
      name: 'bytes',
      title: 'Size',
      width: '5rem',
      isNumber: true,
      from: 'wide',
      cell: (row) => <span className="faint">{formatBytes(row.bytes)}</span>,
    },
    {
      name: 'time',
      title: 'Received',
      width: isNarrow ? '5.25rem' : '7rem',
      isNumber: true,
      cell: (row) => (
        <span className="faint">
          <Time at={row.receivedAt} isPlain />
        </span>
      ),
    },
  ];
}
