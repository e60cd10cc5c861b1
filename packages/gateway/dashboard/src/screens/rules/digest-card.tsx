import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { alertQueries } from '../../api/alert-api.ts';
import { formatRelative, formatTime } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { visibleLine } from '../../lib/visible.ts';
import { Button } from '../../ui/button.tsx';
import { Failure, Loading } from '../../ui/notes.tsx';
import { MessageCard } from './message-card.tsx';

/** What a digest would say now, and when the next three come. */
export function DigestCard({ id, timeZone }: { id: string; timeZone: string }): ReactNode {
  const { data, error, isPending, isFetching, refetch } = useQuery(alertQueries.digest(id));
  const now = useNow();
  return (
    <section className="card" aria-label="Digest">
      <div className="page-head">
        <h2>The next digest</h2>
        <Button className="push" icon="replay" isBusy={isFetching} onClick={() => void refetch()}>
          Count again
        </Button>
      </div>
      {error === null ? null : <Failure error={error} onRetry={() => void refetch()} />}
      {isPending ? <Loading lines={3} /> : null}
      {data === undefined ? null : (
        <div className="beside">
          <div className="stack-tight">
            <h3>The next 3 runs</h3>
            <ol className="runs">
              {data.nextRuns.map((at) => (
                <li key={at}>
                  <strong className="number">{formatTime(at)}</strong>{' '}
                  <span className="faint">{formatRelative(at, now)}</span>
                </li>
              ))}
            </ol>
            <p className="field-help">In your zone; the rule counts in {visibleLine(timeZone)}.</p>
          </div>
          <div className="stack-tight">
            <h3>As it would look now</h3>
            <p className="field-help">
              From {formatTime(data.windowStart)} to {formatTime(data.windowEnd)}.
            </p>
            <MessageCard message={data.message} />
          </div>
        </div>
      )}
    </section>
  );
}
