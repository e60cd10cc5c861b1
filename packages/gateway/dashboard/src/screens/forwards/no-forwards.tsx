import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ForwardState } from '../../api/event-types.ts';
import { EmptyState } from '../../ui/notes.tsx';

/** An empty list: because nothing died, because of the filter, or because nothing is forwarded yet. */
export function NoForwards({
  state,
  isNarrowed,
}: {
  state: ForwardState | undefined;
  isNarrowed: boolean;
}): ReactNode {
  if (state === 'dead') {
    return (
      <EmptyState icon="check" title="No dead letters">
        <p>
          A forward dies when its last try has failed. It is kept here with every attempt and what the
          destination answered, and can be sent again: one, or all that are alike.
        </p>
      </EmptyState>
    );
  }
  if (isNarrowed || state !== undefined) {
    return (
      <EmptyState
        icon="search"
        title="No forward is like that"
        actions={
          <Link className="button button-plain" to="/forwards" search={{}}>
            Show all forwards
          </Link>
        }
      >
        <p>Take another state, or one condition less.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="send"
      title="Nothing has been forwarded yet"
      actions={
        <Link className="button button-primary" to="/destinations">
          Destinations
        </Link>
      }
    >
      <p>
        A forward is one event on its way to one destination. Connect an endpoint to a destination, and each
        verified event makes one.
      </p>
    </EmptyState>
  );
}
