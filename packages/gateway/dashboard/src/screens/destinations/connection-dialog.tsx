import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { delivery, deliveryQueries } from '../../api/delivery-api.ts';
import { queries } from '../../api/queries.ts';
import type { Connection, Destination } from '../../api/types.ts';
import { shortLine, visibleLine } from '../../lib/visible.ts';
import { Field, Select } from '../../ui/field.tsx';
import { Note } from '../../ui/notes.tsx';
import { FilterEditor } from '../common/filter-editor.tsx';
import { FormDialog } from '../common/form-dialog.tsx';
import { useAct } from '../common/use-act.ts';
import { useLater } from '../common/use-later.ts';

interface Props {
  readonly destination: Destination;
  /** The one that is edited; a new one without it. */
  readonly connection: Connection | undefined;
  readonly onClose: () => void;
}

/** Joins an endpoint to the destination, or changes what passes. */
export function ConnectionDialog({ destination, connection, onClose }: Props): ReactNode {
  const endpoints = useQuery(queries.endpoints()).data?.items ?? [];
  const [chosen, setChosen] = useState(connection?.endpointId);
  const [filter, setFilter] = useState(connection?.filter ?? '');
  const endpointId = chosen ?? endpoints[0]?.id;
  // The editor tells what is wrong below the field; here it is not sent.
  const tried = useQuery(deliveryQueries.filterTest(useLater(filter), endpointId));
  const isWrong = typeof tried.data?.error === 'string';
  const endpoint = endpoints.find(({ id }) => id === endpointId);
  const name = visibleLine(endpoint?.name ?? '');
  const to = visibleLine(destination.name);
  const save = useAct<void>({
    run: async () => {
      const kept = filter.trim() === '' ? null : filter.trim();
      if (connection !== undefined) return delivery.connections.change(connection.id, { filter: kept });
      return delivery.connections.create({
        endpointId: endpointId ?? '',
        destinationId: destination.id,
        filter: kept,
      });
    },
    keys: [['connections']],
    isQuiet: true,
    done: () => (connection === undefined ? `Events of ${name} go to ${to}.` : 'The filter is changed.'),
    onDone: onClose,
  });
  return (
    <FormDialog
      title={connection === undefined ? `Connect an endpoint to ${to}` : `What passes from ${name} to ${to}`}
      confirm={connection === undefined ? `Connect ${shortLine(endpoint?.name ?? '')}` : 'Save the filter'}
      act={save}
      onSubmit={() => save.mutate()}
      onClose={onClose}
      isIncomplete={endpointId === undefined || isWrong}
      size="large"
    >
      {connection !== undefined ? null : endpoints.length === 0 ? (
        <Note tone="info">There is no endpoint yet: create one first.</Note>
      ) : (
        <Field label="Endpoint">
          {(ids) => (
            <Select
              {...ids}
              value={endpointId ?? ''}
              options={endpoints.map((each) => [each.id, visibleLine(each.name)] as const)}
              onChange={(event) => setChosen(event.target.value)}
            />
          )}
        </Field>
      )}
      <FilterEditor value={filter} onChange={setFilter} endpointId={endpointId} />
    </FormDialog>
  );
}
