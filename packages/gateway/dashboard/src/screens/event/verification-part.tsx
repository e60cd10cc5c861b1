import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../api/api.ts';
import type { EventDetail, Verification } from '../../api/event-types.ts';
import { visibleLine } from '../../lib/visible.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Note } from '../../ui/notes.tsx';

const titles: Readonly<Record<string, string>> = {
  method: 'Method',
  headers: 'Headers',
  body: 'Body',
  secret: 'Secret',
  signature: 'Signature',
  freshness: 'Time',
  event: 'Event',
  report: 'Report',
};

function Steps({ verification, label }: { verification: Verification; label: string }): ReactNode {
  if (verification.steps.length === 0) return <p className="soft">There is nothing that was checked.</p>;
  return (
    <ol className="steps" aria-label={label}>
      {verification.steps.map(({ name, ok, detail }) => (
        <li key={name}>
          <Badge tone={ok ? 'good' : 'bad'} icon={ok ? 'check' : 'cross'}>
            {ok ? 'Passed' : 'Failed'}
          </Badge>
          <div>
            <strong>{titles[name] ?? visibleLine(name)}</strong>
            <div className="soft">{visibleLine(detail)}</div>
          </div>
        </li>
      ))}
    </ol>
  );
}

/** How the delivery was checked, step by step, and what came of it. */
export function VerificationPart({ event }: { event: EventDetail }): ReactNode {
  const again = useMutation({ mutationFn: () => api.events.verify(event.id) });
  return (
    <div className="stack">
      {event.hint === null ? null : <Note tone="bad">{visibleLine(event.hint)}</Note>}
      <Steps verification={event.verification} label="What was checked when it came" />
      <div className="stack-tight">
        <div>
          <Button icon="key" isBusy={again.isPending} onClick={() => again.mutate()}>
            Verify with today’s secrets
          </Button>
        </div>
        {again.data === undefined ? (
          <p className="field-help">
            Checks the stored bytes with the secrets the endpoint has now. The event stays as it is.
          </p>
        ) : (
          <Steps verification={again.data} label="What was checked now" />
        )}
      </div>
    </div>
  );
}
