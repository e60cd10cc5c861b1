import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { EmptyState } from '../ui/notes.tsx';

/** An address that leads nowhere. */
export function NotFound(): ReactNode {
  return (
    <main className="gate">
      <EmptyState
        isPage
        icon="search"
        title="There is no such page"
        actions={<Link to="/">Go to the overview</Link>}
      >
        <p>The address may be of a newer version, or have been cut short.</p>
      </EmptyState>
    </main>
  );
}
