import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { delivery } from '../../api/delivery-api.ts';
import { queries } from '../../api/queries.ts';
import type { Connection, Destination } from '../../api/types.ts';
import { shortLine, visibleLine } from '../../lib/visible.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Switch } from '../../ui/field.tsx';
import { Failure, Loading } from '../../ui/notes.tsx';
import { Confirm } from '../common/confirm.tsx';
import { useAct } from '../common/use-act.ts';
import { useRights } from '../common/use-rights.ts';
import { ConnectionDialog } from './connection-dialog.tsx';

interface Props {
  readonly destination: Destination;
  /** `connect` while the dialog is open. */
  readonly act: string | undefined;
  /** Which connection is edited. */
  readonly connection: string | undefined;
}

/** Which endpoints lead here, each with its filter. */
export function ConnectionsCard({ destination, act, connection }: Props): ReactNode {
  const connections = useQuery(queries.connections());
  const endpoints = useQuery(queries.endpoints());
  const { canWrite } = useRights();
  const navigate = useNavigate({ from: '/destinations/$destinationId' });
  const [removing, setRemoving] = useState<Connection>();
  const toggle = useAct({
    run: ({ id, isEnabled }: { id: string; isEnabled: boolean }) =>
      delivery.connections.change(id, { isEnabled }),
    keys: [['connections']],
    done: ({ isEnabled }) => (isEnabled ? 'The connection lets events pass.' : 'The connection is off.'),
  });
  const items = (connections.data?.items ?? []).filter(
    ({ destinationId }) => destinationId === destination.id,
  );
  const toName = (id: string): string =>
    visibleLine(endpoints.data?.items.find((each) => each.id === id)?.name ?? id);
  const close = (): void =>
    void navigate({ search: (before) => ({ ...before, act: undefined, connection: undefined }) });
  const edited = items.find(({ id }) => id === connection);
  return (
    <section className="card" aria-label="Connections">
      <div className="page-head">
        <h2>Connections</h2>
        {canWrite ? (
          <Link
            className="button button-plain push"
            to="/destinations/$destinationId"
            params={{ destinationId: destination.id }}
            search={{ act: 'connect' }}
          >
            Connect an endpoint
          </Link>
        ) : null}
      </div>
      {connections.error === null ? null : <Failure error={connections.error} />}
      {connections.isPending ? <Loading lines={2} /> : null}
      {connections.isSuccess && items.length === 0 ? (
        <p className="soft">
          No endpoint leads here yet, so nothing is sent. A connection joins one to it, with a filter for what
          passes.
        </p>
      ) : null}
      {items.length === 0 ? null : (
        <DataTable
          caption="Connections to this destination"
          columns={[
            {
              name: 'endpoint',
              title: 'Endpoint',
              cell: ({ endpointId }) => (
                <Link to="/endpoints/$endpointId" params={{ endpointId }} className="words">
                  {toName(endpointId)}
                </Link>
              ),
            },
            {
              name: 'filter',
              title: 'Filter',
              cell: ({ filter }) =>
                filter === null ? (
                  <span className="faint">everything passes</span>
                ) : (
                  <code className="words">{visibleLine(filter)}</code>
                ),
            },
            {
              name: 'on',
              title: 'On',
              cell: ({ id, endpointId, isEnabled }) => (
                <Switch
                  label={<span className="visually-hidden">Events of {toName(endpointId)} pass</span>}
                  isOn={isEnabled}
                  isDisabled={!canWrite}
                  onChange={(isOn) => toggle.mutate({ id, isEnabled: isOn })}
                />
              ),
            },
            ...(canWrite
              ? [
                  {
                    name: 'do',
                    title: 'Actions',
                    cell: (row: Connection) => (
                      <span className="row">
                        <Link
                          className="button button-plain"
                          to="/destinations/$destinationId"
                          params={{ destinationId: destination.id }}
                          search={{ connection: row.id }}
                          aria-label={`Edit the filter of ${toName(row.endpointId)}`}
                        >
                          Edit
                        </Link>
                        <Button
                          look="danger"
                          icon="trash"
                          aria-label={`Disconnect ${toName(row.endpointId)}`}
                          onClick={() => setRemoving(row)}
                        />
                      </span>
                    ),
                  },
                ]
              : []),
          ]}
          rows={items}
          toKey={({ id }) => id}
        />
      )}
      {canWrite && (act === 'connect' || edited !== undefined) ? (
        <ConnectionDialog destination={destination} connection={edited} onClose={close} />
      ) : null}
      {removing === undefined ? null : (
        <Confirm
          title="Disconnect 1 endpoint"
          confirm={`Disconnect ${shortLine(toName(removing.endpointId))}`}
          icon="trash"
          run={() => delivery.connections.remove(removing.id)}
          keys={[['connections'], ['destinations']]}
          done="The endpoint is disconnected."
          onClose={() => setRemoving(undefined)}
        >
          <p>
            Events of {toName(removing.endpointId)} no longer go to {visibleLine(destination.name)}. What
            waits on this connection is cancelled.
          </p>
        </Confirm>
      )}
    </section>
  );
}
