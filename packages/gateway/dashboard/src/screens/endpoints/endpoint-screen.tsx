import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { queries } from '../../api/queries.ts';
import { visibleLine } from '../../lib/visible.ts';
import { BackLink } from '../../shell/back-link.tsx';
import { useTitle } from '../../shell/use-title.ts';
import { CopyLine } from '../../ui/code.tsx';
import { Failure, Loading } from '../../ui/notes.tsx';
import { Time } from '../../ui/time.tsx';
import { useRights } from '../common/use-rights.ts';
import { DeleteCard } from './delete-card.tsx';
import { EndpointState } from './endpoint-words.tsx';
import { SecretsCard } from './secrets-card.tsx';
import { SendTest } from './send-test.tsx';
import { SettingsCard } from './settings-card.tsx';

/** One endpoint: its address, secrets and settings. */
export function EndpointScreen(): ReactNode {
  useTitle('Endpoint');
  const { endpointId } = useParams({ from: '/shell/endpoints/$endpointId' });
  const { data, error, isPending, refetch } = useQuery(queries.endpoint(endpointId));
  const providers = useQuery(queries.providers());
  const { canWrite } = useRights();
  const provider = providers.data?.items.find(({ name }) => name === data?.provider);
  return (
    <div className="page">
      <BackLink to="/endpoints">Endpoints</BackLink>
      {error === null ? null : <Failure error={error} onRetry={() => void refetch()} />}
      {isPending ? <Loading lines={8} /> : null}
      {data === undefined ? null : (
        <>
          <div className="page-head">
            <h1>{visibleLine(data.name)}</h1>
            <EndpointState isEnabled={data.isEnabled} />
            <span className="soft">{provider?.title ?? visibleLine(data.provider)}</span>
            <span className="push" />
            <Link className="button button-plain" to="/events" search={{ endpoint: data.id }}>
              Its events
            </Link>
            <Link
              className="button button-plain"
              to="/endpoints/$endpointId/connect"
              params={{ endpointId: data.id }}
            >
              How to connect
            </Link>
          </div>
          <section className="card" aria-label="Address">
            <h2>The address</h2>
            <CopyLine label="the address" text={data.url} />
            <div className="row">
              <span className="soft">
                {data.lastEventAt === null ? (
                  'No event has come yet.'
                ) : (
                  <>
                    Last event <Time at={data.lastEventAt} />
                  </>
                )}
              </span>
              <span className="push" />
              <SendTest endpoint={data} provider={provider} />
            </div>
          </section>
          <SecretsCard endpoint={data} provider={provider} />
          <SettingsCard endpoint={data} />
          {canWrite ? <DeleteCard endpoint={data} /> : null}
        </>
      )}
    </div>
  );
}
