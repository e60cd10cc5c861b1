import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { delivery } from '../../api/delivery-api.ts';
import { queries } from '../../api/queries.ts';
import type { Connection, Destination } from '../../api/types.ts';
import { visibleLine } from '../../lib/visible.ts';
import { Field, Select } from '../../ui/field.tsx';
import { Note } from '../../ui/notes.tsx';
import { FilterEditor } from '../common/filter-editor.tsx';
import { FormDialog } from '../common/form-dialog.tsx';
import { useAct } from '../common/use-act.ts';

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
      confirm={connection === undefined ? `Connect ${name}` : 'Save the filter'}
      act={save}
      onSubmit={() => save.mutate()}
      onClose={onClose}
      isIncomplete={endpointId === undefined}
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
