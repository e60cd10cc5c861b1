import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { delivery, deliveryQueries, type BulkQuery } from '../../api/delivery-api.ts';
import { queries } from '../../api/queries.ts';
import { counted } from '../../lib/format.ts';
import { shortLine, visibleLine } from '../../lib/visible.ts';
import { BarList } from '../../ui/bar-list.tsx';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/notes.tsx';
import { Confirm } from '../common/confirm.tsx';
import { DestinationState } from '../destinations/destination-words.tsx';

interface Props {
  readonly query: BulkQuery;
  /** What is asked for is being changed: the numbers are those of before. */
  readonly isOld: boolean;
}

/** How many dead letters that is, where they would go, and the button that sends them. */
export function BulkPlan({ query, isOld }: Props): ReactNode {
  const plan = useQuery(deliveryQueries.bulkPlan(query));
  const destinations = useQuery(queries.destinations()).data?.items ?? [];
  const [isAsked, setAsked] = useState(false);
  const { estimate = 0, byDestination = [] } = plan.data ?? {};
  const goals = byDestination.map(({ destinationId, count }) => {
    const destination = destinations.find(({ id }) => id === destinationId);
    return { destinationId, count, destination, name: visibleLine(destination?.name ?? destinationId) };
  });
  const what = counted(estimate, 'dead letter');
  const where = goals.length === 1 ? shortLine(goals[0]?.name ?? '') : counted(goals.length, 'destination');
  const isKnown = plan.data !== undefined && !isOld && !plan.isPlaceholderData;
  return (
    <div className="stack plan">
      {plan.error === null ? null : <Failure error={plan.error} onRetry={() => void plan.refetch()} />}
      <div className="row">
        <p role="status">
          <strong className="plan-count number">{plan.data === undefined ? '…' : what}</strong>{' '}
          <span className="soft">{estimate === 1 ? 'matches.' : 'match.'}</span>
        </p>
        <Button
          look="primary"
          icon="replay"
          className="push"
          disabled={!isKnown || estimate === 0}
          onClick={() => setAsked(true)}
        >
          Retry {what} …
        </Button>
      </div>
      {goals.length === 0 ? null : (
        <BarList
          label="By destination"
          items={goals.map(({ destinationId, count, destination, name }) => ({
            name: destinationId,
            count,
            text: (
              <>
                <Link to="/forwards" search={{ destination: destinationId, state: 'dead' }}>
                  {name}
                </Link>
                {destination === undefined || destination.state === 'active' ? null : (
                  <>
                    {' '}
                    <DestinationState state={destination.state} />
                  </>
                )}
              </>
            ),
          }))}
        />
      )}
      {isAsked ? (
        <Confirm
          title={`Retry ${what}`}
          confirm={`Send ${what} to ${where}`}
          icon="replay"
          look="primary"
          run={() => delivery.bulk.start(query)}
          keys={[['bulk-retries'], ['forwards'], ['destinations']]}
          done={`${what} ${estimate === 1 ? 'is' : 'are'} being sent again.`}
          onClose={() => setAsked(false)}
        >
          <ul className="plain-list" aria-label="Where they go">
            {goals.map(({ destinationId, count, destination, name }) => (
              <li key={destinationId}>
                <strong className="number">{counted(count, 'dead letter')}</strong> to <strong>{name}</strong>
                {destination === undefined || destination.state === 'active' ? null : (
                  <span className="soft">
                    {' '}
                    ({destination.state}: {count === 1 ? 'it waits' : 'they wait'} there)
                  </span>
                )}
              </li>
            ))}
          </ul>
          <p>
            Each is sent with its exact bytes, with its whole schedule of retries before it. Limits of rate
            and concurrency hold. It can be cancelled while it runs.
          </p>
          <p className="soft">
            What dies or is sent meanwhile changes the number. An event that the destination has handled after
            all comes to it again, with the same id.
          </p>
        </Confirm>
      ) : null}
    </div>
  );
}
