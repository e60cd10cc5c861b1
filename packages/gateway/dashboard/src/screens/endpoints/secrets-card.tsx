import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { api } from '../../api/api.ts';
import type { Endpoint, Provider, Secret } from '../../api/types.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Note } from '../../ui/notes.tsx';
import { Time } from '../../ui/time.tsx';
import { toast } from '../../ui/toast.tsx';
import { useRights } from '../common/use-rights.ts';
import { AddSecretDialog } from './add-secret-dialog.tsx';

const recentlyMs = 86_400_000;

interface RetireProps {
  readonly endpoint: Endpoint;
  readonly secret: Secret;
  readonly onClose: () => void;
}

function RetireDialog({ endpoint, secret, onClose }: RetireProps): ReactNode {
  const client = useQueryClient();
  const after = (text: string) => async (): Promise<void> => {
    toast(text);
    onClose();
    await client.invalidateQueries({ queryKey: ['endpoints'] });
  };
  const later = useMutation({
    mutationFn: () => api.endpoints.expireSecret(endpoint.id, secret.id, Date.now() + recentlyMs),
    onSuccess: after('The secret is retired in 24 hours.'),
  });
  const now = useMutation({
    mutationFn: () => api.endpoints.removeSecret(endpoint.id, secret.id),
    onSuccess: after('The secret is retired.'),
  });
  const isLast = endpoint.secrets.length === 1;
  const isInUse = secret.lastUsedAt !== null && Date.now() - secret.lastUsedAt < recentlyMs;
  return (
    <Dialog
      title="Retire 1 secret"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button icon="clock" isBusy={later.isPending} onClick={() => later.mutate()}>
            In 24 hours
          </Button>
          <Button look="danger" icon="trash" isBusy={now.isPending} onClick={() => now.mutate()}>
            Now
          </Button>
        </>
      }
    >
      <p>
        Deliveries that are signed with <code>{secret.fingerprint}</code> are rejected from then on.
      </p>
      {isLast ? (
        <Note tone="warn">It is the only secret: every delivery will be rejected without another.</Note>
      ) : null}
      {isInUse ? (
        <Note tone="warn">
          It proved a delivery within the last 24 hours: the provider still signs with it.
        </Note>
      ) : null}
    </Dialog>
  );
}

/** What proves deliveries: which secret was used last, a further one, and retiring an old one. */
export function SecretsCard({
  endpoint,
  provider,
}: {
  endpoint: Endpoint;
  provider: Provider | undefined;
}): ReactNode {
  const [isAdding, setAdding] = useState(false);
  const [retiring, setRetiring] = useState<Secret>();
  const { canWrite } = useRights();
  return (
    <section className="card" aria-label="Secrets">
      <div className="page-head">
        <h2>Secrets</h2>
        {canWrite ? (
          <Button className="push" icon="plus" onClick={() => setAdding(true)}>
            {endpoint.secrets.length === 0 ? 'Add a secret' : 'Rotate'}
          </Button>
        ) : null}
      </div>
      {endpoint.secrets.length === 0 ? (
        <p className="soft">
          {provider?.needsSecret === false
            ? 'This provider signs with a public key: no secret is needed.'
            : 'Without a secret nothing can be proved: deliveries are rejected, and kept.'}
        </p>
      ) : (
        <div className="stacks">
          <DataTable
            caption="Secrets of this endpoint"
            columns={[
              {
                name: 'fingerprint',
                title: 'Fingerprint',
                cell: ({ fingerprint }) => <code>{fingerprint}</code>,
              },
              {
                name: 'used',
                title: 'Last used',
                cell: ({ lastUsedAt }) => (
                  <>
                    <span className="stack-label faint">Last used: </span>
                    {lastUsedAt === null ? <span className="faint">never</span> : <Time at={lastUsedAt} />}
                  </>
                ),
              },
              {
                name: 'added',
                title: 'Added',
                from: 'medium',
                cell: ({ createdAt }) => <Time at={createdAt} />,
              },
              {
                name: 'state',
                title: 'State',
                cell: ({ expiresAt }) =>
                  expiresAt === null ? (
                    <Badge tone="good" icon="check" isBare>
                      In use
                    </Badge>
                  ) : (
                    <span>
                      <Badge tone="warn" icon="clock" isBare>
                        Retires
                      </Badge>{' '}
                      <Time at={expiresAt} />
                    </span>
                  ),
              },
              ...(canWrite
                ? [
                    {
                      name: 'do',
                      title: 'Actions',
                      cell: (secret: Secret) => (
                        <Button
                          look="danger"
                          aria-label={`Retire ${secret.fingerprint}`}
                          onClick={() => setRetiring(secret)}
                        >
                          Retire
                        </Button>
                      ),
                    },
                  ]
                : []),
            ]}
            rows={endpoint.secrets}
            toKey={({ id }) => id}
          />
        </div>
      )}
      {isAdding ? (
        <AddSecretDialog endpoint={endpoint} provider={provider} onClose={() => setAdding(false)} />
      ) : null}
      {retiring === undefined ? null : (
        <RetireDialog endpoint={endpoint} secret={retiring} onClose={() => setRetiring(undefined)} />
      )}
    </section>
  );
}
