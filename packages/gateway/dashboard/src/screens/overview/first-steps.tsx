import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { EmptyState } from '../../ui/notes.tsx';

/** A gateway without an endpoint: what it is for, in three steps. */
export function FirstSteps(): ReactNode {
  return (
    <div className="page">
      <EmptyState
        isPage
        icon="endpoints"
        title="Give your first provider an address"
        actions={
          <Link className="button button-primary" to="/endpoints/new">
            Create an endpoint
          </Link>
        }
      >
        <ol className="first-steps">
          <li>
            <strong>Create an endpoint.</strong> Choose the provider; you get an address, and a place for its
            secret.
          </li>
          <li>
            <strong>Paste the address there.</strong> The steps for each provider stand beside it.
          </li>
          <li>
            <strong>Watch the first event arrive.</strong> Verified, kept with its exact bytes, and ready to
            be forwarded and replayed.
          </li>
        </ol>
      </EmptyState>
    </div>
  );
}
