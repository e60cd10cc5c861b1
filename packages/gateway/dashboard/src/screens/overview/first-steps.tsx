import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { EmptyState } from '../../ui/notes.tsx';
import { useRights } from '../common/use-rights.ts';

/** A gateway without an endpoint: what it is for, in three steps. */
export function FirstSteps(): ReactNode {
  const { canWrite } = useRights();
  return (
    <div className="page">
      <EmptyState
        isPage
        icon="endpoints"
        title="Give your first provider an address"
        actions={
          canWrite ? (
            <Link className="button button-primary" to="/endpoints/new">
              Create an endpoint
            </Link>
          ) : null
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
