import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useRef, useState, type ReactNode } from 'react';
import { queries } from '../../api/queries.ts';
import type { Destination } from '../../api/types.ts';
import { formatNumber } from '../../lib/format.ts';
import { visibleLine } from '../../lib/visible.ts';
import { useTitle } from '../../shell/use-title.ts';
import { useKeys } from '../../ui/keys.ts';
import { EmptyState } from '../../ui/notes.tsx';
import { VirtualTable, type Column, type VirtualTableHandle } from '../../ui/virtual-table.tsx';
import { Listed } from '../common/listed.tsx';
import { useRights } from '../common/use-rights.ts';
import { DestinationState, toKindTitle } from './destination-words.tsx';

const toColumns = (endpoints: (id: string) => string): readonly Column<Destination>[] => [
  {
    name: 'name',
    title: 'Name',
    cell: ({ id, name, label }, link) => (
      <span className="event-name">
        <Link {...link} to="/destinations/$destinationId" params={{ destinationId: id }} className="clip">
          {visibleLine(name)}
        </Link>
        <span className="event-under faint clip">{visibleLine(label)}</span>
      </span>
    ),
  },
  { name: 'state', title: 'State', width: '6.5rem', cell: ({ state }) => <DestinationState state={state} /> },
  {
    name: 'kind',
    title: 'Kind',
    width: '9rem',
    from: 'medium',
    cell: ({ kind }) => <span className="soft">{toKindTitle(kind)}</span>,
  },
  {
    name: 'from',
    title: 'Gets events of',
    width: '26%',
    from: 'wide',
    cell: ({ id }) => <span className="soft">{endpoints(id)}</span>,
  },
  {
    name: 'queued',
    title: 'Queue',
    width: '4.5rem',
    isNumber: true,
    from: 'small',
    cell: ({ queued }) => <span className={queued === 0 ? 'faint' : undefined}>{formatNumber(queued)}</span>,
  },
  {
    name: 'dead',
    title: 'Dead',
    width: '4.5rem',
    isNumber: true,
    cell: ({ dead }) => <span className={dead === 0 ? 'faint' : 'count-bad'}>{formatNumber(dead)}</span>,
  },
];

/** Every destination: its state, what waits for it and what died. */
export function DestinationsScreen(): ReactNode {
  useTitle('Destinations');
  const destinations = useQuery(queries.destinations());
  const connections = useQuery(queries.connections());
  const endpoints = useQuery(queries.endpoints());
  const { canWrite } = useRights();
  const navigate = useNavigate();
  const table = useRef<VirtualTableHandle>(null);
  const [cursor, setCursor] = useState<string>();
  const items = destinations.data?.items ?? [];
  const move = (step: number): void => {
    const next = items[cursor === undefined ? 0 : items.findIndex(({ id }) => id === cursor) + step];
    if (next !== undefined) table.current?.focusRow(next.id);
  };
  useKeys('Destinations', [
    { keys: 'j', name: 'Next destination', run: () => move(1) },
    { keys: 'k', name: 'Destination before', run: () => move(-1) },
    ...(canWrite
      ? [{ keys: 'a', name: 'Create a destination', run: () => void navigate({ to: '/destinations/new' }) }]
      : []),
  ]);
  const toSources = (id: string): string => {
    const from = (connections.data?.items ?? []).filter(({ destinationId }) => destinationId === id);
    const names = from.map(
      ({ endpointId }) => endpoints.data?.items.find((each) => each.id === endpointId)?.name ?? endpointId,
    );
    return names.length === 0 ? 'nothing yet' : names.map(visibleLine).join(', ');
  };
  const create = canWrite ? (
    <Link className="button button-primary" to="/destinations/new">
      Create a destination
    </Link>
  ) : null;
  return (
    <div className="endpoints">
      <div className="endpoints-head page-head">
        <h1>Destinations</h1>
        <span className="push" />
        {items.length === 0 ? null : create}
      </div>
      <Listed
        query={destinations}
        items={items}
        lines={6}
        empty={
          <EmptyState icon="send" title="No destinations yet" actions={create}>
            <p>
              A destination is where verified events go on to: your application, your own machine through
              <code> hooklatch listen</code>, or a queue. A connection joins an endpoint to it, with a filter.
              What fails is tried again for two days, and what dies is kept to be sent again.
            </p>
          </EmptyState>
        }
      >
        <VirtualTable
          ref={table}
          caption="Destinations"
          columns={toColumns(toSources)}
          rows={items}
          toKey={({ id }) => id}
          rowHeight={52}
          cursor={cursor}
          onCursor={setCursor}
        />
      </Listed>
    </div>
  );
}
