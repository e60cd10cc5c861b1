import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTitle } from '../../shell/use-title.ts';
import { useKeys } from '../../ui/keys.ts';
import { BackLink } from '../../shell/back-link.tsx';
import { useRights } from '../common/use-rights.ts';
import { copyCurl } from '../events/use-event-keys.ts';
import { EventDetails, type DetailsPatch } from './event-details.tsx';

/** One event on a page of its own: the address to hand on. */
export function EventScreen(): ReactNode {
  useTitle('Event');
  const { eventId } = useParams({ from: '/shell/events/$eventId' });
  const { tab, body, act } = useSearch({ from: '/shell/events/$eventId' });
  const navigate = useNavigate({ from: '/events/$eventId' });
  const { canReplay } = useRights();
  const change = (patch: DetailsPatch, { isStep = true } = {}): void =>
    void navigate({ search: (previous) => ({ ...previous, ...patch }), replace: !isStep });
  const compare = (): void => void navigate({ to: '/events', search: { event: eventId, compare: eventId } });
  useKeys('Event', [
    ...(canReplay ? [{ keys: 'r', name: 'Replay', run: () => change({ act: 'replay' }) }] : []),
    { keys: 'c', name: 'Copy as curl', run: () => void copyCurl(eventId) },
    { keys: 'd', name: 'Compare with another', run: compare },
    {
      keys: 'Escape',
      name: 'To the list',
      run: () => void navigate({ to: '/events', search: { event: eventId } }),
    },
  ]);
  return (
    <div className="page">
      <BackLink to="/events" search={{ event: eventId }}>
        Events
      </BackLink>
      <EventDetails
        key={eventId}
        id={eventId}
        tab={tab}
        body={body}
        act={act}
        onChange={change}
        onCompare={compare}
        isPage
      />
    </div>
  );
}
