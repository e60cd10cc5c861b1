import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { api } from '../../api/api.ts';
import { useHappenings } from '../../api/live-context.ts';
import type { Endpoint, Provider } from '../../api/types.ts';
import { visibleLine } from '../../lib/visible.ts';
import { announce } from '../../ui/announce.tsx';
import { Time } from '../../ui/time.tsx';
import { toTitle } from '../events/event-columns.tsx';
import { OutcomeBadge } from '../events/words.tsx';
import { SendTest } from './send-test.tsx';

/** Waits for the first event, live, and shows it with what to do where it was rejected. */
export function FirstEvent({
  endpoint,
  provider,
}: {
  endpoint: Endpoint;
  provider: Provider | undefined;
}): ReactNode {
  const events = useQuery({
    queryKey: ['first-event', endpoint.id],
    queryFn: () => api.events.list({ endpoint: endpoint.id, limit: 5 }),
    // The stream tells; this is for when it does not reach.
    refetchInterval: 5000,
  });
  const { refetch } = events;
  useHappenings(({ kind }) => {
    if (kind === 'stored') void refetch();
  });
  const rows = events.data?.items ?? [];
  const latest = rows[0];
  const id = latest?.id;
  useEffect(() => {
    if (id !== undefined) announce('An event has arrived.');
  }, [id]);
  return (
    <section className="card" aria-label="First event">
      <h2>{latest === undefined ? 'The first event' : 'Latest events'}</h2>
      {latest === undefined ? (
        <div className="waiting">
          <span className="waiting-mark" aria-hidden="true" />
          <div>
            <strong>Waiting for the first event</strong>
            <div className="soft">It appears here by itself.</div>
          </div>
        </div>
      ) : (
        <ul className="plain-list">
          {rows.map((row) => (
            <li key={row.id}>
              <div className="row">
                <OutcomeBadge outcome={row.outcome} />
                <Link to="/events" search={{ endpoint: endpoint.id, event: row.id }}>
                  {toTitle(row)}
                </Link>
                <span className="faint">
                  <Time at={row.receivedAt} isPlain />
                </span>
              </div>
              {row.hint === null ? null : <div className="soft">{visibleLine(row.hint)}</div>}
            </li>
          ))}
        </ul>
      )}
      <SendTest endpoint={endpoint} provider={provider} />
    </section>
  );
}
