import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { EmptyState } from '../../ui/notes.tsx';
import { useRights } from '../common/use-rights.ts';

interface Props {
  readonly isNarrowed: boolean;
  readonly endpoint: string | undefined;
  /** The filter could not be read. */
  readonly hasFault: boolean;
}

/** An empty list: because of the filter, or because nothing has come yet. */
export function NoEvents({ isNarrowed, endpoint, hasFault }: Props): ReactNode {
  const { canWrite } = useRights();
  if (hasFault) {
    return (
      <EmptyState icon="filter" title="This search cannot be read">
        <p>The reason stands above. A filter that can be read:</p>
        <p>
          <code>type=invoice.* body.data.object.amount_due&gt;=1000</code>
        </p>
      </EmptyState>
    );
  }
  if (isNarrowed) {
    return (
      <EmptyState
        icon="search"
        title="No event is like that"
        actions={
          <Link className="button button-plain" to="/events" search={{}}>
            Show all events
          </Link>
        }
      >
        <p>
          Take a longer time, or one condition less. Rejected deliveries are in the log too, with the reason.
        </p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="events"
      title="No events yet"
      actions={
        endpoint === undefined && canWrite ? (
          <Link className="button button-primary" to="/endpoints/new">
            Create an endpoint
          </Link>
        ) : null
      }
    >
      <p>
        Every delivery that reaches an endpoint appears here at once: verified, duplicate or rejected, with
        its exact bytes. Give a provider the address of an endpoint, or send a signed test from the endpoint’s
        page.
      </p>
    </EmptyState>
  );
}
