import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { api } from '../../api/api.ts';
import { queries } from '../../api/queries.ts';
import type { Endpoint } from '../../api/types.ts';
import { counted } from '../../lib/format.ts';
import { visibleLine } from '../../lib/visible.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { toast } from '../../ui/toast.tsx';

function DeleteDialog({ endpoint, onClose }: { endpoint: Endpoint; onClose: () => void }): ReactNode {
  const client = useQueryClient();
  const navigate = useNavigate();
  const connections = useQuery(queries.connections());
  const [typed, setTyped] = useState('');
  const name = visibleLine(endpoint.name);
  const count = connections.data?.items.filter(({ endpointId }) => endpointId === endpoint.id).length ?? 0;
  const remove = useMutation({
    mutationFn: () => api.endpoints.remove(endpoint.id),
    onSuccess: async () => {
      toast(`${name} is deleted.`);
      await navigate({ to: '/endpoints' });
      await client.invalidateQueries({ queryKey: ['endpoints'] });
    },
  });
  return (
    <Dialog
      title="Delete 1 endpoint"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button
            look="danger"
            icon="trash"
            disabled={typed.trim() !== name.trim()}
            isBusy={remove.isPending}
            onClick={() => remove.mutate()}
          >
            Delete {name}
          </Button>
        </>
      }
    >
      <p>
        Its address stops working for good, and its {counted(count, 'connection')} and{' '}
        {counted(endpoint.secrets.length, 'secret')} go with it. Its events stay in the log.
      </p>
      <Field label={`Type ${name} to confirm`}>
        {(ids) => <TextInput {...ids} value={typed} onChange={(event) => setTyped(event.target.value)} />}
      </Field>
    </Dialog>
  );
}

/** The end of an endpoint. */
export function DeleteCard({ endpoint }: { endpoint: Endpoint }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="card danger" aria-label="Delete">
      <div className="page-head">
        <div>
          <h2>Delete this endpoint</h2>
          <p className="soft">Switch it off above if the address may be needed again.</p>
        </div>
        <Button look="danger" icon="trash" className="push" onClick={() => setOpen(true)}>
          Delete …
        </Button>
      </div>
      {isOpen ? <DeleteDialog endpoint={endpoint} onClose={() => setOpen(false)} /> : null}
    </section>
  );
}
