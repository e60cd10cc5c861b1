import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { api } from '../../api/api.ts';
import type { EventDetail, Forward } from '../../api/event-types.ts';
import { queries } from '../../api/queries.ts';
import { counted } from '../../lib/format.ts';
import { visibleLine } from '../../lib/visible.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/notes.tsx';
import { Time } from '../../ui/time.tsx';
import { toast } from '../../ui/toast.tsx';
import { useRights } from '../common/use-rights.ts';
import { StateBadge } from '../events/words.tsx';
import { Attempts } from './attempts.tsx';

function Doing({ forward, to }: { forward: Forward; to: string }): ReactNode {
  const client = useQueryClient();
  const after = (text: string) => async (): Promise<void> => {
    toast(text);
    await client.invalidateQueries({ queryKey: ['event', forward.eventId] });
  };
  const retry = useMutation({
    mutationFn: () => api.forwards.retry(forward.id),
    onSuccess: after(`Trying 1 forward to ${to} again.`),
  });
  const cancel = useMutation({
    mutationFn: () => api.forwards.cancel(forward.id),
    onSuccess: after(`1 forward to ${to} is cancelled.`),
  });
  if (forward.state === 'queued') {
    return (
      <span className="row">
        <Button
          icon="replay"
          aria-label={`Try ${to} now`}
          isBusy={retry.isPending}
          onClick={() => retry.mutate()}
        />
        <Button
          icon="stop"
          aria-label={`Cancel for ${to}`}
          isBusy={cancel.isPending}
          onClick={() => cancel.mutate()}
        />
      </span>
    );
  }
  // What was delivered goes again as a replay of its event.
  if (forward.state === 'leased' || forward.state === 'delivered') return null;
  return (
    <Button
      icon="replay"
      aria-label={`Retry to ${to}`}
      isBusy={retry.isPending}
      onClick={() => retry.mutate()}
    />
  );
}

function What({ forward }: { forward: Forward }): ReactNode {
  const { state, dueAt, settledAt, lastError, lastStatus } = forward;
  return (
    <>
      <StateBadge state={state} />{' '}
      {state === 'queued' ? (
        <span className="faint">
          next <Time at={dueAt} />
        </span>
      ) : null}
      {settledAt === null ? null : (
        <span className="faint">
          <Time at={settledAt} />
        </span>
      )}
      {lastError === null ? null : (
        <div className="soft">
          {lastStatus === null ? '' : `${lastStatus}: `}
          {visibleLine(lastError)}
        </div>
      )}
    </>
  );
}

/** Where the event went: each forward with its attempts, and what can be done about it. */
export function ForwardsPart({ event }: { event: EventDetail }): ReactNode {
  const destinations = useQuery(queries.destinations());
  const { canReplay } = useRights();
  const [open, setOpen] = useState<string>();
  const toName = (id: string): string => {
    const found = destinations.data?.items.find((destination) => destination.id === id);
    return visibleLine(found?.name ?? id);
  };
  if (event.forwards.length === 0) {
    return (
      <EmptyState icon="send" title="Not forwarded">
        <p>
          {event.outcome === 'verified'
            ? 'No connection of this endpoint let the event pass when it came. Replay sends it with today’s connections.'
            : 'Only verified events are forwarded.'}
        </p>
      </EmptyState>
    );
  }
  return (
    <DataTable
      caption="Forwards of this event"
      columns={[
        {
          name: 'destination',
          title: 'Destination',
          cell: ({ destinationId, replay }) => (
            <>
              <Link to="/destinations/$destinationId" params={{ destinationId }} className="words">
                {toName(destinationId)}
              </Link>
              {replay > 0 ? <div className="faint">replay {replay}</div> : null}
            </>
          ),
        },
        { name: 'state', title: 'State', cell: (forward) => <What forward={forward} /> },
        {
          name: 'attempts',
          title: 'Attempts',
          cell: ({ id, attempts, destinationId }) => (
            <Button
              look="quiet"
              icon={open === id ? 'down' : 'chevron'}
              aria-expanded={open === id}
              aria-label={`${counted(attempts, 'attempt')} to ${toName(destinationId)}`}
              onClick={() => setOpen(open === id ? undefined : id)}
            >
              {attempts}
            </Button>
          ),
        },
        ...(canReplay
          ? [
              {
                name: 'do',
                title: 'Actions',
                cell: (forward: Forward) => <Doing forward={forward} to={toName(forward.destinationId)} />,
              },
            ]
          : []),
      ]}
      rows={event.forwards}
      toKey={({ id }) => id}
      below={({ id }) => (open === id ? <Attempts id={id} /> : null)}
    />
  );
}
