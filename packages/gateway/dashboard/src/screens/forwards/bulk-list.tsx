import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { delivery, deliveryQueries, type Bulk, type BulkQuery } from '../../api/delivery-api.ts';
import { queries } from '../../api/queries.ts';
import { counted, formatNumber, formatTime } from '../../lib/format.ts';
import { visibleLine } from '../../lib/visible.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Time } from '../../ui/time.tsx';
import { Confirm } from '../common/confirm.tsx';
import { Listed } from '../common/listed.tsx';
import { useRights } from '../common/use-rights.ts';

const looks = {
  running: { tone: 'info', icon: 'send', text: 'Running' },
  done: { tone: 'good', icon: 'check', text: 'Done' },
  cancelled: { tone: 'plain', icon: 'stop', text: 'Cancelled' },
} as const;

function Progress({ bulk }: { bulk: Bulk }): ReactNode {
  const of = Math.max(bulk.estimate, bulk.done);
  return (
    <span className="bulk-progress">
      <progress max={Math.max(1, of)} value={bulk.done} aria-label={`${bulk.done} of ${of} are sent`} />
      <span className="number soft">
        {formatNumber(bulk.done)} of {formatNumber(of)}
      </span>
    </span>
  );
}

/** What was retried at once, the latest first, with its progress. */
export function BulkList(): ReactNode {
  const bulks = useQuery(deliveryQueries.bulks());
  const destinations = useQuery(queries.destinations()).data?.items ?? [];
  const endpoints = useQuery(queries.endpoints()).data?.items ?? [];
  const { canReplay } = useRights();
  const [stoppingId, setStoppingId] = useState<string>();
  const toName = (items: readonly { id: string; name: string }[], id: string): string =>
    visibleLine(items.find((each) => each.id === id)?.name ?? id);
  const toText = ({ destinationId, endpointId, type, status, from, to }: BulkQuery): string => {
    const parts = [
      destinationId === undefined ? 'to every destination' : `to ${toName(destinations, destinationId)}`,
      endpointId === undefined ? '' : `of ${toName(endpoints, endpointId)}`,
      type === undefined ? '' : visibleLine(type),
      status === undefined ? '' : `answered ${status}`,
      from === undefined ? '' : `from ${formatTime(from)}`,
      to === undefined ? '' : `before ${formatTime(to)}`,
    ];
    return parts.filter(Boolean).join(', ');
  };
  const items = bulks.data?.items ?? [];
  // As it stands now, not as it stood when it was asked.
  const stopping = items.find(({ id }) => id === stoppingId);
  return (
    <section className="card" aria-label="Bulk retries">
      <h2>What was retried</h2>
      <Listed
        query={bulks}
        items={items}
        lines={3}
        empty={
          <p className="soft">
            Nothing yet. When a destination is back, all that died meanwhile can go at once.
          </p>
        }
      >
        <DataTable
          caption="Bulk retries, the latest first"
          columns={[
            {
              name: 'query',
              title: 'What',
              cell: ({ query }) => <span className="words">{toText(query)}</span>,
            },
            { name: 'progress', title: 'Progress', cell: (bulk) => <Progress bulk={bulk} /> },
            {
              name: 'state',
              title: 'State',
              cell: ({ state }) => (
                <Badge tone={looks[state].tone} icon={looks[state].icon}>
                  {looks[state].text}
                </Badge>
              ),
            },
            {
              name: 'when',
              title: 'Started',
              from: 'medium',
              cell: ({ createdAt }) => <Time at={createdAt} />,
            },
            ...(canReplay
              ? [
                  {
                    name: 'do',
                    title: 'Actions',
                    cell: (bulk: Bulk) =>
                      bulk.state === 'running' ? (
                        <Button
                          look="danger"
                          icon="stop"
                          aria-label={`Cancel the bulk retry ${toText(bulk.query)}`}
                          onClick={() => setStoppingId(bulk.id)}
                        >
                          Cancel
                        </Button>
                      ) : null,
                  },
                ]
              : []),
          ]}
          rows={items}
          toKey={({ id }) => id}
        />
      </Listed>
      {stopping === undefined ? null : (
        <Confirm
          title="Cancel 1 bulk retry"
          confirm={`Leave ${counted(Math.max(0, stopping.estimate - stopping.done), 'dead letter')} dead`}
          icon="stop"
          run={() => delivery.bulk.cancel(stopping.id)}
          keys={[['bulk-retries'], ['forwards']]}
          done="The bulk retry is cancelled."
          onClose={() => setStoppingId(undefined)}
        >
          <p>{counted(stopping.done, 'forward')} of it went already; the rest stays a dead letter.</p>
        </Confirm>
      )}
    </section>
  );
}
