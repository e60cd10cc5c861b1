import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { admin, adminQueries, type Token } from '../../api/admin-api.ts';
import { visibleLine } from '../../lib/visible.ts';
import { useTitle } from '../../shell/use-title.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/notes.tsx';
import { Time } from '../../ui/time.tsx';
import { Confirm } from '../common/confirm.tsx';
import { Listed } from '../common/listed.tsx';
import { OwnerPage } from './only-owners.tsx';
import { TokenDialog } from './token-dialog.tsx';

const columns = [
  {
    name: 'name',
    title: 'Name',
    cell: ({ name, expiresAt }: Token) => (
      <span className="words">
        {visibleLine(name)}{' '}
        {expiresAt !== null && expiresAt < Date.now() ? (
          <Badge tone="plain" icon="clock">
            Expired
          </Badge>
        ) : null}
      </span>
    ),
  },
  {
    name: 'scopes',
    title: 'Scopes',
    cell: ({ scopes }: Token) => <span className="soft">{scopes.join(', ')}</span>,
  },
  {
    name: 'used',
    title: 'Last used',
    from: 'small',
    cell: ({ lastUsedAt }: Token) =>
      lastUsedAt === null ? <span className="faint">never</span> : <Time at={lastUsedAt} />,
  },
  {
    name: 'expires',
    title: 'Expires',
    from: 'medium',
    cell: ({ expiresAt }: Token) =>
      expiresAt === null ? <span className="faint">never</span> : <Time at={expiresAt} />,
  },
] as const;

function Tokens(): ReactNode {
  const tokens = useQuery(adminQueries.tokens());
  const { act } = useSearch({ from: '/shell/settings/tokens' });
  const navigate = useNavigate({ from: '/settings/tokens' });
  const [removing, setRemoving] = useState<Token>();
  const items = tokens.data?.items ?? [];
  const create = (
    <Button
      look="primary"
      icon="plus"
      className="push"
      onClick={() => void navigate({ search: { act: 'new' } })}
    >
      Create a token
    </Button>
  );
  const name = visibleLine(removing?.name ?? '');
  return (
    <>
      <div className="page-head">
        <h2>API tokens</h2>
        {items.length === 0 ? null : create}
      </div>
      <Listed
        query={tokens}
        items={items}
        lines={4}
        empty={
          <EmptyState icon="key" title="No tokens yet" actions={create}>
            <p>
              A token lets a program use the API: a deployment that applies your configuration, an application
              that hands on what it verified, a script that replays. It has the scopes that you give it, and
              is shown once.
            </p>
          </EmptyState>
        }
      >
        <div className="stacks">
          <DataTable
            caption="API tokens"
            columns={[
              ...columns,
              {
                name: 'do',
                title: 'Actions',
                cell: (token) => (
                  <Button
                    look="danger"
                    icon="trash"
                    aria-label={`Delete ${visibleLine(token.name)}`}
                    onClick={() => setRemoving(token)}
                  />
                ),
              },
            ]}
            rows={items}
            toKey={({ id }) => id}
          />
        </div>
      </Listed>
      {act === 'new' ? <TokenDialog onClose={() => void navigate({ search: {} })} /> : null}
      {removing === undefined ? null : (
        <Confirm
          title="Delete 1 token"
          confirm={`Delete ${name}`}
          icon="trash"
          run={() => admin.tokens.remove(removing.id)}
          keys={[['tokens']]}
          done={`${name} is deleted.`}
          onClose={() => setRemoving(undefined)}
        >
          <p>
            It is refused from now on; whatever uses it stops.
            {removing.lastUsedAt === null ? ' It was never used.' : ' Last used '}
            {removing.lastUsedAt === null ? null : <Time at={removing.lastUsedAt} />}
          </p>
        </Confirm>
      )}
    </>
  );
}

/** What programs sign in with. */
export function TokensScreen(): ReactNode {
  useTitle('API tokens');
  return (
    <OwnerPage>
      <Tokens />
    </OwnerPage>
  );
}
