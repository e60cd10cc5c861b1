import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { deliveryQueries } from '../../api/delivery-api.ts';
import { queries } from '../../api/queries.ts';
import { formatNumber } from '../../lib/format.ts';
import { visibleLine } from '../../lib/visible.ts';
import { useTitle } from '../../shell/use-title.ts';
import { Badge } from '../../ui/badge.tsx';
import { CodeBlock } from '../../ui/code.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Failure, Loading } from '../../ui/notes.tsx';
import { Time } from '../../ui/time.tsx';
import { useRefresh } from '../common/use-refresh.ts';
import { useRights } from '../common/use-rights.ts';

/** How one connects, as the gateway is reached. */
function HowTo(): ReactNode {
  const { canWrite } = useRights();
  const address = `${location.origin.replace(/^http/, 'ws')}/relay`;
  return (
    <section className="card" aria-label="How to connect">
      <h2>Events on your own machine</h2>
      <ol className="connect-steps">
        <li>
          Create a destination of the kind <strong>hooklatch listen</strong>
          {canWrite ? (
            <>
              {' '}
              (
              <Link to="/destinations/new" search={{ kind: 'listen' }}>
                create one
              </Link>
              )
            </>
          ) : null}
          : its token is shown once. Keep it in <code>token.txt</code>.
        </li>
        <li>Connect an endpoint to it, with a filter for what you work on.</li>
        <li>
          Listen; <code>3000</code> is where your application is:
          <CodeBlock
            label="the command"
            isWrapped
            text={`npx @hooklatch/cli listen --forward 3000 --tunnel ${address} --token file:token.txt`}
          />
        </li>
      </ol>
      <p className="soft">
        What comes while nobody listens waits, and goes on where it stopped. Your answer is an attempt as any
        other: it stands with the event.
      </p>
    </section>
  );
}

/** Who listens, and what waits for whom. */
export function TunnelScreen(): ReactNode {
  useTitle('Tunnel');
  const tunnels = useQuery(deliveryQueries.tunnels());
  const connections = useQuery(queries.connections()).data?.items ?? [];
  useRefresh(['tunnels'], ['tunnel_changed', 'forward_changed', 'routed']);
  const items = tunnels.data?.items ?? [];
  return (
    <div className="page">
      <h1>Tunnel</h1>
      {tunnels.error === null ? null : (
        <Failure error={tunnels.error} onRetry={() => void tunnels.refetch()} />
      )}
      {tunnels.isPending ? <Loading lines={3} /> : null}
      {items.length === 0 ? null : (
        <section className="card" aria-label="Who listens">
          <h2>Who listens</h2>
          <DataTable
            caption="Destinations of hooklatch listen"
            columns={[
              {
                name: 'name',
                title: 'Destination',
                cell: ({ destinationId, name }) => (
                  <div className="stack-tight">
                    <Link to="/destinations/$destinationId" params={{ destinationId }} className="words">
                      {visibleLine(name)}
                    </Link>
                    {connections.some((each) => each.destinationId === destinationId) ? null : (
                      <span className="faint words">no endpoint is connected to it</span>
                    )}
                  </div>
                ),
              },
              {
                name: 'state',
                title: 'State',
                cell: ({ isConnected }) =>
                  isConnected ? (
                    <Badge tone="good" icon="live">
                      Connected
                    </Badge>
                  ) : (
                    <Badge tone="plain" icon="pause">
                      Away
                    </Badge>
                  ),
              },
              {
                name: 'waiting',
                title: 'Waits',
                isNumber: true,
                cell: ({ destinationId, waiting }) => (
                  <Link to="/forwards" search={{ destination: destinationId, state: 'queued' }}>
                    {formatNumber(waiting)}
                  </Link>
                ),
              },
              {
                name: 'seen',
                title: 'Last seen',
                from: 'small',
                cell: ({ lastSeenAt }) =>
                  lastSeenAt === null ? (
                    <span className="faint">not since the start</span>
                  ) : (
                    <Time at={lastSeenAt} />
                  ),
              },
            ]}
            rows={items}
            toKey={({ destinationId }) => destinationId}
          />
        </section>
      )}
      <HowTo />
    </div>
  );
}
