import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { alertQueries } from '../../api/alert-api.ts';
import { counted } from '../../lib/format.ts';
import { visibleLine } from '../../lib/visible.ts';
import { Loading } from '../../ui/notes.tsx';
import { Time } from '../../ui/time.tsx';
import { useLater } from '../common/use-later.ts';
import { MessageCard } from './message-card.tsx';

const shown = 3;

/** What a rule would have said of the last events, while it is written. */
export function RulePreview({
  rule,
  isDigest,
}: {
  rule: Readonly<Record<string, unknown>>;
  isDigest: boolean;
}): ReactNode {
  const written = useLater(JSON.stringify(rule), 300);
  const asked = useMemo(() => JSON.parse(written) as Record<string, unknown>, [written]);
  const { data, error, isPending } = useQuery({ ...alertQueries.preview(asked), retry: false });
  return (
    <aside className="card preview" aria-label="Preview">
      <h2>It would have said</h2>
      {error === null ? null : (
        <p className="field-error words" role="alert">
          {error.message}
        </p>
      )}
      {isPending && error === null ? <Loading lines={4} /> : null}
      {data === undefined || error !== null ? null : (
        <>
          <p role="status">
            <strong className="number">
              {data.matched} of the last {counted(data.of, 'event')}
            </strong>{' '}
            <span className="soft">
              {data.matched === 1 ? 'matches' : 'match'}
              {isDigest ? '; the digest counts them, by type:' : '. The newest:'}
            </span>
          </p>
          {data.of === 0 ? (
            <p className="soft">
              As soon as a verified event has come, the message about it stands here as it would look.
            </p>
          ) : null}
          {data.items.slice(0, shown).map(({ eventId, receivedAt, type, message }) => (
            <div key={eventId} className="stack-tight">
              <MessageCard message={message} />
              <p className="field-help words">
                <Link to="/events/$eventId" params={{ eventId }}>
                  {visibleLine(type ?? eventId)}
                </Link>{' '}
                <Time at={receivedAt} />
              </p>
            </div>
          ))}
        </>
      )}
    </aside>
  );
}
