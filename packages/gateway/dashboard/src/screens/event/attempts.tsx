import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Attempt } from '../../api/event-types.ts';
import { queries } from '../../api/queries.ts';
import { counted, formatDuration } from '../../lib/format.ts';
import { visibleLine } from '../../lib/visible.ts';
import { Badge } from '../../ui/badge.tsx';
import { CodeBlock } from '../../ui/code.tsx';
import { Failure, Loading } from '../../ui/notes.tsx';
import { Time } from '../../ui/time.tsx';

const triggers = { automatic: 'by schedule', manual: 'by hand', bulk: 'by a bulk retry' } as const;

function One({ attempt }: { attempt: Attempt }): ReactNode {
  const {
    number,
    status,
    errorCode,
    error,
    milliseconds,
    startedAt,
    trigger,
    target,
    responseHeaders,
    responseText,
  } = attempt;
  const isGood = status !== null && status >= 200 && status < 300;
  return (
    <li>
      <div className="row">
        <strong>Attempt {number}</strong>
        <Badge tone={isGood ? 'good' : 'bad'} icon={isGood ? 'check' : 'cross'}>
          {status ?? visibleLine(errorCode ?? 'no answer')}
        </Badge>
        <span className="faint">
          {formatDuration(milliseconds)}, {triggers[trigger]}, <Time at={startedAt} />
        </span>
      </div>
      <code className="soft">{visibleLine(target)}</code>
      {error === null ? null : <div>{visibleLine(error)}</div>}
      {responseText === null || responseText === '' ? null : (
        <CodeBlock label={`answer to attempt ${number}`} text={responseText} isWrapped />
      )}
      {responseHeaders === null || responseHeaders.length === 0 ? null : (
        <details>
          <summary>{counted(responseHeaders.length, 'header')} of the answer</summary>
          <CodeBlock
            label={`headers of the answer to attempt ${number}`}
            text={responseHeaders.map(([name, value]) => `${name}: ${value}`).join('\n')}
            isWrapped
          />
        </details>
      )}
    </li>
  );
}

/** What was tried for a forward, the latest first. */
export function Attempts({ id }: { id: string }): ReactNode {
  const forward = useQuery(queries.forward(id));
  if (forward.error !== null) return <Failure error={forward.error} onRetry={() => void forward.refetch()} />;
  if (forward.data === undefined) return <Loading lines={3} />;
  if (forward.data.attemptLog.length === 0) return <p className="soft">Nothing has been tried yet.</p>;
  return (
    <ol className="attempts">
      {forward.data.attemptLog
        .toSorted((a, b) => b.startedAt - a.startedAt)
        .map((attempt) => (
          <One key={attempt.id} attempt={attempt} />
        ))}
    </ol>
  );
}
