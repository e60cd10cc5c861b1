import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { queries } from '../../api/queries.ts';
import type { Endpoint, Provider } from '../../api/types.ts';
import { visibleLine } from '../../lib/visible.ts';
import { BackLink } from '../../shell/back-link.tsx';
import { useTitle } from '../../shell/use-title.ts';
import { Button } from '../../ui/button.tsx';
import { CopyLine } from '../../ui/code.tsx';
import { MarkedText } from '../../ui/marked-text.tsx';
import { Failure, Loading } from '../../ui/notes.tsx';
import { useRights } from '../common/use-rights.ts';
import { AddSecretDialog } from './add-secret-dialog.tsx';
import { FirstEvent } from './first-event.tsx';
import { Progress } from './progress.tsx';

function Steps({ endpoint, provider }: { endpoint: Endpoint; provider: Provider | undefined }): ReactNode {
  const [isAdding, setAdding] = useState(false);
  const { canWrite } = useRights();
  const lacksSecret = provider?.needsSecret === true && endpoint.secrets.length === 0;
  return (
    <section className="card" aria-label="Steps">
      <h2>At {provider?.title ?? visibleLine(endpoint.provider)}</h2>
      {provider === undefined || provider.steps.length === 0 ? (
        <p className="soft">Enter the address above where the provider asks for the URL of a webhook.</p>
      ) : (
        <ol className="connect-steps">
          {provider.steps.map((step) => (
            <li key={step}>
              <MarkedText text={step} />
            </li>
          ))}
        </ol>
      )}
      {lacksSecret ? (
        <div className="row">
          {canWrite ? (
            <Button icon="key" onClick={() => setAdding(true)}>
              Add the signing secret
            </Button>
          ) : null}
          <span className="soft">Without its secret deliveries are rejected, and kept.</span>
        </div>
      ) : null}
      {isAdding ? (
        <AddSecretDialog endpoint={endpoint} provider={provider} onClose={() => setAdding(false)} />
      ) : null}
    </section>
  );
}

/** The last step: the address to hand on, what to do with it, and the first event as it comes. */
export function ConnectScreen(): ReactNode {
  useTitle('Connect');
  const { endpointId } = useParams({ from: '/shell/endpoints/$endpointId/connect' });
  const endpoint = useQuery(queries.endpoint(endpointId));
  const providers = useQuery(queries.providers());
  const provider = providers.data?.items.find(({ name }) => name === endpoint.data?.provider);
  return (
    <div className="page">
      <BackLink to="/endpoints/$endpointId" params={{ endpointId }}>
        {visibleLine(endpoint.data?.name ?? 'Endpoint')}
      </BackLink>
      <div className="page-head">
        <h1>Connect {visibleLine(endpoint.data?.name ?? '')}</h1>
        <Link className="button button-plain push" to="/events" search={{ endpoint: endpointId }}>
          Its events
        </Link>
      </div>
      <Progress at={2} />
      {endpoint.error === null ? null : (
        <Failure error={endpoint.error} onRetry={() => void endpoint.refetch()} />
      )}
      {endpoint.isPending ? <Loading /> : null}
      {endpoint.data === undefined ? null : (
        <>
          <section className="card" aria-label="Address">
            <h2>The address</h2>
            <CopyLine label="the address" text={endpoint.data.url} />
          </section>
          <Steps endpoint={endpoint.data} provider={provider} />
          <FirstEvent endpoint={endpoint.data} provider={provider} />
        </>
      )}
    </div>
  );
}
