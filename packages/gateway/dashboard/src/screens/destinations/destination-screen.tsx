import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { deliveryQueries } from '../../api/delivery-api.ts';
import type { Destination } from '../../api/types.ts';
import { counted, formatNumber } from '../../lib/format.ts';
import { visibleLine } from '../../lib/visible.ts';
import { BackLink } from '../../shell/back-link.tsx';
import { useTitle } from '../../shell/use-title.ts';
import { Facts } from '../../ui/facts.tsx';
import { Failure, Loading, Note } from '../../ui/notes.tsx';
import { Time } from '../../ui/time.tsx';
import { useRights } from '../common/use-rights.ts';
import { ConnectionsCard } from './connections-card.tsx';
import { DestinationActions } from './destination-actions.tsx';
import { DestinationSettings } from './destination-settings.tsx';
import { DestinationState, toKindTitle } from './destination-words.tsx';
import { KeysCard } from './keys-card.tsx';
import { RemoveDestination } from './remove-destination.tsx';
import { ScheduleCard } from './schedule-card.tsx';

function What({ destination }: { destination: Destination }): ReactNode {
  const { id, state, queued, dead, consecutiveFailures, failingSince } = destination;
  return (
    <>
      {state === 'broken' ? (
        <Note tone="bad">
          {counted(consecutiveFailures, 'failure')} in a row
          {failingSince === null ? '' : ', since '}
          {failingSince === null ? null : <Time at={failingSince} />}. One attempt a minute asks whether it is
          back; {counted(queued, 'forward')} {queued === 1 ? 'waits' : 'wait'} for it.{' '}
          <Link to="/issues">Issues</Link>
        </Note>
      ) : null}
      {state === 'paused' ? (
        <Note tone="warn">
          Nothing is sent while it is paused: {counted(queued, 'forward')} {queued === 1 ? 'waits' : 'wait'}.
        </Note>
      ) : null}
      <ul className="counts" aria-label="Forwards">
        <li>
          <Link to="/forwards" search={{ destination: id, state: 'queued' }} className="count-link">
            <span className="soft">In the queue</span>
            <strong className="number">{formatNumber(queued)}</strong>
          </Link>
        </li>
        <li>
          <Link to="/forwards" search={{ destination: id, state: 'dead' }} className="count-link">
            <span className="soft">Dead letters</span>
            <strong className={`number${dead === 0 ? '' : ' count-bad'}`}>{formatNumber(dead)}</strong>
          </Link>
        </li>
        <li>
          <Link to="/forwards" search={{ destination: id, state: 'delivered' }} className="count-link">
            <span className="soft">Delivered</span>
            <strong>Show</strong>
          </Link>
        </li>
      </ul>
    </>
  );
}

/** One destination: how it stands, what leads to it, when it is tried again, and what it is made of. */
export function DestinationScreen(): ReactNode {
  useTitle('Destination');
  const { destinationId } = useParams({ from: '/shell/destinations/$destinationId' });
  const search = useSearch({ from: '/shell/destinations/$destinationId' });
  const { data, error, isPending, refetch } = useQuery(deliveryQueries.destination(destinationId));
  const { canWrite } = useRights();
  return (
    <div className="page">
      <BackLink to="/destinations">Destinations</BackLink>
      {error === null ? null : <Failure error={error} onRetry={() => void refetch()} />}
      {isPending ? <Loading lines={8} /> : null}
      {data === undefined ? null : (
        <>
          <div className="page-head">
            <h1>{visibleLine(data.name)}</h1>
            <DestinationState state={data.state} />
            <span className="push" />
            {canWrite ? <DestinationActions destination={data} /> : null}
          </div>
          <What destination={data} />
          <section className="card" aria-label="Where it is">
            <Facts
              facts={[
                ['Kind', toKindTitle(data.kind)],
                ['Where', <code key="where">{visibleLine(data.label)}</code>],
                ['Made', <Time key="made" at={data.createdAt} />],
              ]}
            />
          </section>
          <ConnectionsCard destination={data} act={search.act} connection={search.connection} />
          <ScheduleCard destination={data} />
          {canWrite ? (
            <>
              <DestinationSettings destination={data} />
              <KeysCard destination={data} />
              <RemoveDestination destination={data} />
            </>
          ) : null}
        </>
      )}
    </div>
  );
}
