import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { delivery } from '../../api/delivery-api.ts';
import { queries } from '../../api/queries.ts';
import type { Destination } from '../../api/types.ts';
import { counted } from '../../lib/format.ts';
import { shortLine, visibleLine } from '../../lib/visible.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../common/confirm.tsx';

/** The end of a destination. */
export function RemoveDestination({ destination }: { destination: Destination }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const navigate = useNavigate();
  const connections = useQuery(queries.connections()).data?.items ?? [];
  const name = visibleLine(destination.name);
  const count = connections.filter(({ destinationId }) => destinationId === destination.id).length;
  return (
    <section className="card danger" aria-label="Delete">
      <div className="page-head">
        <div>
          <h2>Delete this destination</h2>
          <p className="soft">Pause it above if it comes back.</p>
        </div>
        <Button look="danger" icon="trash" className="push" onClick={() => setOpen(true)}>
          Delete …
        </Button>
      </div>
      {isOpen ? (
        <Confirm
          title="Delete 1 destination"
          confirm={`Delete ${shortLine(destination.name)}`}
          icon="trash"
          run={() => delivery.destinations.remove(destination.id)}
          keys={[['connections']]}
          done={`${name} is deleted.`}
          onDone={() => navigate({ to: '/destinations' })}
          onClose={() => setOpen(false)}
        >
          <p>
            {counted(count, 'connection')} and {counted(destination.queued, 'forward')} in its queue go with
            it. What was delivered, and the events, stay in the log.
          </p>
        </Confirm>
      ) : null}
    </section>
  );
}
