import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { api } from '../../api/api.ts';
import type { EventDetail } from '../../api/event-types.ts';
import { queries } from '../../api/queries.ts';
import { counted } from '../../lib/format.ts';
import { visibleLine } from '../../lib/visible.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure, Loading, Note } from '../../ui/notes.tsx';
import { toast } from '../../ui/toast.tsx';
import { toTitle } from '../events/event-columns.tsx';

/** Sends a stored event again: says to how many destinations, and to which, before anything is sent. */
export function ReplayDialog({ event, onClose }: { event: EventDetail; onClose: () => void }): ReactNode {
  const client = useQueryClient();
  const connections = useQuery(queries.connections());
  const destinations = useQuery(queries.destinations());
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const all = (connections.data?.items ?? [])
    .filter(({ endpointId, isEnabled }) => endpointId === event.endpointId && isEnabled)
    .flatMap((connection) => {
      const destination = destinations.data?.items.find(({ id }) => id === connection.destinationId);
      return destination === undefined ? [] : [{ connection, destination }];
    });
  const chosen = all.filter(({ connection }) => !left.has(connection.id));
  const where = counted(chosen.length, 'destination');
  const replay = useMutation({
    mutationFn: () =>
      api.events.replay(
        event.id,
        chosen.map(({ connection }) => connection.id),
      ),
    meta: { isQuiet: true },
    onSuccess: async () => {
      toast(`1 event is on its way to ${where}.`);
      onClose();
      await client.invalidateQueries({ queryKey: ['event', event.id] });
    },
  });
  const toggle = (id: string): void => {
    const next = new Set(left);
    if (!next.delete(id)) next.add(id);
    setLeft(next);
  };
  const error = connections.error ?? destinations.error ?? replay.error;
  return (
    <Dialog
      title="Replay 1 event"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            icon="replay"
            disabled={chosen.length === 0}
            isBusy={replay.isPending}
            onClick={() => replay.mutate()}
          >
            Send 1 event to {where}
          </Button>
        </>
      }
    >
      <p>
        <strong>{toTitle(event)}</strong> is sent again with its exact bytes and headers, marked as a replay.
      </p>
      {event.outcome === 'verified' ? null : (
        <Note tone="warn">
          This delivery was{' '}
          {event.outcome === 'rejected' ? 'rejected: nothing proves who sent it' : `a ${event.outcome}`}.
        </Note>
      )}
      {error === null ? null : <Failure error={error} />}
      {connections.isPending || destinations.isPending ? <Loading lines={2} /> : null}
      {connections.isSuccess && destinations.isSuccess && all.length === 0 ? (
        <Note tone="info">
          No connection leads from this endpoint to a destination. Connect one first; then the event can be
          replayed.
        </Note>
      ) : null}
      {all.length === 0 ? null : (
        <fieldset>
          <legend className="visually-hidden">Destinations</legend>
          {all.map(({ connection, destination }) => (
            <label key={connection.id} className="check">
              <input
                type="checkbox"
                checked={!left.has(connection.id)}
                onChange={() => toggle(connection.id)}
              />
              <span>
                <strong>{visibleLine(destination.name)}</strong>{' '}
                <span className="soft">{visibleLine(destination.label)}</span>{' '}
                {destination.state === 'active' ? null : (
                  <Badge tone="warn" icon={destination.state === 'paused' ? 'pause' : 'warning'}>
                    {destination.state === 'paused' ? 'Paused: it waits there' : 'Broken: it waits there'}
                  </Badge>
                )}
                {connection.filter === null ? null : (
                  <div className="faint">
                    Filter <code>{visibleLine(connection.filter)}</code>
                  </div>
                )}
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </Dialog>
  );
}
