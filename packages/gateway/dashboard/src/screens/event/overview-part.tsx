import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { EventDetail } from '../../api/event-types.ts';
import { queries } from '../../api/queries.ts';
import { formatBytes, formatDuration } from '../../lib/format.ts';
import { visibleLine } from '../../lib/visible.ts';
import { CopyButton } from '../../ui/code.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Note } from '../../ui/notes.tsx';
import { Time } from '../../ui/time.tsx';

const sources = {
  received: 'Received at the endpoint',
  forwarded: 'Forwarded by an application that verified it',
  reported: 'Reported by an application, without its bytes',
  test: 'A test, sent from here',
} as const;

function Id({ id, label }: { id: string; label: string }): ReactNode {
  return (
    <span className="row id">
      <code>{visibleLine(id)}</code>
      <CopyButton text={id} label={label} />
    </span>
  );
}

/** What an event is, in facts; first of all why it was rejected, where it was. */
export function OverviewPart({ event }: { event: EventDetail }): ReactNode {
  const endpoints = useQuery(queries.endpoints());
  const endpoint = endpoints.data?.items.find(({ id }) => id === event.endpointId);
  const secret = endpoint?.secrets.find(({ id }) => id === event.secretId);
  return (
    <div className="stack">
      {event.code === null ? null : (
        <Note tone={event.outcome === 'rejected' ? 'bad' : 'info'}>
          <strong>{visibleLine(event.code)}</strong>
          {event.hint === null ? null : <div>{visibleLine(event.hint)}</div>}
        </Note>
      )}
      <Facts
        facts={[
          ['Received', <Time key="time" at={event.receivedAt} />],
          ['Answered', `${event.status} after ${formatDuration(event.milliseconds)}`],
          [
            'Endpoint',
            <Link key="endpoint" to="/endpoints/$endpointId" params={{ endpointId: event.endpointId }}>
              {visibleLine(endpoint?.name ?? event.endpointId)}
            </Link>,
          ],
          ['Provider', visibleLine(event.provider)],
          ['Type', event.type === null ? undefined : <code key="type">{visibleLine(event.type)}</code>],
          [
            'Provider’s id',
            event.eventId === null ? undefined : (
              <Id key="id" id={event.eventId} label="Copy the provider’s id" />
            ),
          ],
          ['Log id', <Id key="log" id={event.id} label="Copy the log id" />],
          [
            'Duplicate of',
            event.duplicateOf === null ? undefined : (
              <Link key="first" to="/events/$eventId" params={{ eventId: event.duplicateOf }}>
                the first delivery
              </Link>
            ),
          ],
          [
            'Request',
            <code key="target">
              {event.method} {visibleLine(event.target)}
            </code>,
          ],
          [
            'Body',
            `${formatBytes(event.bytes)}${event.contentType === null ? '' : `, ${visibleLine(event.contentType)}`}`,
          ],
          ['Proved by', secret === undefined ? undefined : <code key="secret">{secret.fingerprint}</code>],
          ['From', event.remoteAddress === null ? undefined : visibleLine(event.remoteAddress)],
          ['Source', sources[event.source]],
        ]}
      />
    </div>
  );
}
