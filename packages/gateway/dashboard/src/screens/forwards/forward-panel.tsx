import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api } from '../../api/api.ts';
import type { ForwardDetail } from '../../api/event-types.ts';
import { queries } from '../../api/queries.ts';
import { shortLine, visibleLine } from '../../lib/visible.ts';
import { Button } from '../../ui/button.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Failure, Loading, Note } from '../../ui/notes.tsx';
import { Time } from '../../ui/time.tsx';
import { useAct } from '../common/use-act.ts';
import { useRights } from '../common/use-rights.ts';
import { Attempts } from '../event/attempts.tsx';
import { StateBadge } from '../events/words.tsx';

const triggers = { automatic: 'by itself', manual: 'by hand', bulk: 'by a bulk retry' } as const;

function Acts({ forward, to }: { forward: ForwardDetail; to: string }): ReactNode {
  const { canReplay } = useRights();
  const destinations = useQuery(queries.destinations());
  const isGone = destinations.data?.items.every(({ id }) => id !== forward.destinationId) === true;
  const keys = [['forwards'], ['forward', forward.id], ['destinations'], ['event', forward.eventId]];
  const retry = useAct<void>({
    run: () => api.forwards.retry(forward.id),
    keys,
    done: () => `1 forward to ${to} is tried again.`,
  });
  const cancel = useAct<void>({
    run: () => api.forwards.cancel(forward.id),
    keys,
    done: () => `1 forward to ${to} is cancelled.`,
  });
  if (!canReplay || forward.state === 'leased') return null;
  if (isGone) return <Note tone="info">Its destination was deleted: it goes nowhere any more.</Note>;
  if (forward.state === 'delivered') {
    return (
      <div>
        <Link
          className="button button-plain"
          to="/events/$eventId"
          params={{ eventId: forward.eventId }}
          search={{ act: 'replay' }}
        >
          Replay its event …
        </Link>
      </div>
    );
  }
  return (
    <div className="row">
      <Button
        look={forward.state === 'dead' ? 'primary' : 'plain'}
        icon="replay"
        isBusy={retry.isPending}
        onClick={() => retry.mutate()}
      >
        {forward.state === 'queued'
          ? `Send 1 forward to ${shortLine(to)} now`
          : `Retry 1 forward to ${shortLine(to)}`}
      </Button>
      {forward.state === 'queued' ? (
        <Button look="danger" icon="stop" isBusy={cancel.isPending} onClick={() => cancel.mutate()}>
          Cancel 1 forward
        </Button>
      ) : null}
    </div>
  );
}

/** When it is tried; what is paused is not. */
function NextAttempt({ forward: { destinationId, dueAt } }: { forward: ForwardDetail }): ReactNode {
  const destinations = useQuery(queries.destinations()).data?.items ?? [];
  const isPaused = destinations.find(({ id }) => id === destinationId)?.state === 'paused';
  return isPaused ? 'when the destination is resumed' : <Time at={dueAt} />;
}

interface Props {
  readonly id: string;
  readonly toName: (id: string) => string;
  readonly onMove: (step: number) => void;
  readonly onClose: () => void;
}

/** A forward beside the list: where it stands, every attempt, and what can be done. */
export function ForwardPanel({ id, toName, onMove, onClose }: Props): ReactNode {
  const { data, error, refetch } = useQuery(queries.forward(id));
  return (
    <Drawer
      label="Forward"
      onClose={onClose}
      tools={
        <>
          <Button look="quiet" icon="up" aria-label="Forward before" onClick={() => onMove(-1)} />
          <Button look="quiet" icon="down" aria-label="Next forward" onClick={() => onMove(1)} />
        </>
      }
    >
      {error === null ? null : <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null ? <Loading /> : null}
      {data === undefined ? null : (
        <div className="stack">
          <div className="row">
            <h2 className="words" dir="auto">
              {visibleLine(data.type ?? 'Forward')}
            </h2>
            <StateBadge state={data.state} />
          </div>
          <Acts forward={data} to={toName(data.destinationId)} />
          <Facts
            facts={[
              [
                'To',
                <Link
                  key="to"
                  to="/destinations/$destinationId"
                  params={{ destinationId: data.destinationId }}
                >
                  {toName(data.destinationId)}
                </Link>,
              ],
              [
                'Event',
                <Link key="event" to="/events/$eventId" params={{ eventId: data.eventId }}>
                  <code>{data.eventId}</code>
                </Link>,
              ],
              ['Replay', data.replay === 0 ? undefined : data.replay],
              ['Made', <Time key="made" at={data.createdAt} />],
              ['Last asked for', triggers[data.trigger]],
              ['Next attempt', data.state === 'queued' ? <NextAttempt forward={data} /> : undefined],
              ['Settled', data.settledAt === null ? undefined : <Time key="settled" at={data.settledAt} />],
              [
                'Last error',
                data.lastError === null ? undefined : (
                  <span className="words">{visibleLine(data.lastError)}</span>
                ),
              ],
            ]}
          />
          <section className="stack-tight" aria-label="Attempts">
            <h3>Attempts</h3>
            <Attempts id={id} />
          </section>
        </div>
      )}
    </Drawer>
  );
}
