import type { ReactNode } from 'react';
import { EmptyState } from '../../ui/notes.tsx';
import { useRights } from './use-rights.ts';

interface Props {
  /** What is made here, as many of them: `rules`. */
  readonly what: string;
  readonly children: ReactNode;
}

/** A page where something is made; a viewer reads why he does not. */
export function ForMembers({ what, children }: Props): ReactNode {
  const { canWrite } = useRights();
  if (canWrite) return children;
  return (
    <EmptyState icon="key" title="For members and owners">
      <p>You may look at {what}, and not make any. An owner can give you another role.</p>
    </EmptyState>
  );
}
