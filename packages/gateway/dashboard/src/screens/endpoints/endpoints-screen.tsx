import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useRef, useState, type ReactNode } from 'react';
import { queries } from '../../api/queries.ts';
import type { Endpoint } from '../../api/types.ts';
import { visibleLine } from '../../lib/visible.ts';
import { useTitle } from '../../shell/use-title.ts';
import { CopyButton } from '../../ui/code.tsx';
import { useKeys } from '../../ui/keys.ts';
import { EmptyState } from '../../ui/notes.tsx';
import { Time } from '../../ui/time.tsx';
import { VirtualTable, type Column, type VirtualTableHandle } from '../../ui/virtual-table.tsx';
import { Listed } from '../common/listed.tsx';
import { useRights } from '../common/use-rights.ts';
import { EndpointState, SecretsSummary } from './endpoint-words.tsx';

const columns: readonly Column<Endpoint>[] = [
  {
    name: 'name',
    title: 'Name',
    cell: ({ id, name, provider }, link) => (
      <span className="event-name">
        <Link {...link} to="/endpoints/$endpointId" params={{ endpointId: id }} className="clip">
          {visibleLine(name)}
        </Link>
        <span className="event-under faint clip">{visibleLine(provider)}</span>
      </span>
    ),
  },
  {
    name: 'state',
    title: 'State',
    width: '7rem',
    cell: ({ isEnabled }) => <EndpointState isEnabled={isEnabled} />,
  },
  {
    name: 'url',
    title: 'Address',
    width: '40%',
    from: 'medium',
    cell: ({ url, name }) => (
      <span className="endpoint-url">
        <code className="clip">{url}</code>
        <CopyButton text={url} label={`Copy the address of ${visibleLine(name)}`} />
      </span>
    ),
  },
  {
    name: 'secrets',
    title: 'Secrets',
    width: '7rem',
    from: 'wide',
    cell: (endpoint) => <SecretsSummary endpoint={endpoint} />,
  },
  {
    name: 'last',
    title: 'Last event',
    width: '6.5rem',
    isNumber: true,
    cell: ({ lastEventAt }) => (
      <span className="faint">{lastEventAt === null ? 'none yet' : <Time at={lastEventAt} isPlain />}</span>
    ),
  },
];

/** Every endpoint, with its address to copy. */
export function EndpointsScreen(): ReactNode {
  useTitle('Endpoints');
  const endpoints = useQuery(queries.endpoints());
  const navigate = useNavigate();
  const { canWrite } = useRights();
  const table = useRef<VirtualTableHandle>(null);
  const [cursor, setCursor] = useState<string>();
  const items = endpoints.data?.items ?? [];
  const move = (step: number): void => {
    const place = items.findIndex(({ id }) => id === cursor);
    const next = items[cursor === undefined ? 0 : place + step];
    if (next !== undefined) table.current?.focusRow(next.id);
  };
  useKeys('Endpoints', [
    { keys: 'j', name: 'Next endpoint', run: () => move(1) },
    { keys: 'k', name: 'Endpoint before', run: () => move(-1) },
    ...(canWrite
      ? [{ keys: 'a', name: 'Create an endpoint', run: () => void navigate({ to: '/endpoints/new' }) }]
      : []),
  ]);
  const create = canWrite ? (
    <Link className="button button-primary" to="/endpoints/new">
      Create an endpoint
    </Link>
  ) : null;
  return (
    <div className="endpoints">
      <div className="endpoints-head page-head">
        <h1>Endpoints</h1>
        <span className="push" />
        {items.length === 0 ? null : create}
      </div>
      <Listed
        query={endpoints}
        items={items}
        lines={6}
        empty={
          <EmptyState icon="endpoints" title="No endpoints yet" actions={create}>
            <p>
              An endpoint is an address for one provider. Deliveries to it are verified with its secrets, kept
              with their exact bytes, and answered in milliseconds.
            </p>
          </EmptyState>
        }
      >
        <VirtualTable
          ref={table}
          caption="Endpoints"
          columns={columns}
          rows={items}
          toKey={({ id }) => id}
          rowHeight={52}
          cursor={cursor}
          onCursor={setCursor}
        />
      </Listed>
    </div>
  );
}
