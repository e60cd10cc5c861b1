import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';

interface EmptyProps {
  readonly icon: IconName;
  readonly title: string;
  /** What would stand here, and how it gets here. */
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  /** The page has nothing else: its title is the heading. */
  readonly isPage?: boolean;
}

/** Where there is nothing yet: says what would be here and how to get it, with the button that does it. */
export function EmptyState({ icon, title, children, actions, isPage = false }: EmptyProps): ReactNode {
  const Heading = isPage ? 'h1' : 'h2';
  return (
    <div className="empty">
      <span className="empty-icon">
        <Icon name={icon} size={22} />
      </span>
      <Heading>{title}</Heading>
      <div className="empty-text">{children}</div>
      {actions === undefined ? null : <div className="row empty-actions">{actions}</div>}
    </div>
  );
}

/** A short remark with a tone, in the flow of the page. */
export function Note({ tone, children }: { tone: 'info' | 'warn' | 'bad'; children: ReactNode }): ReactNode {
  return (
    <div className={`note note-${tone}`}>
      <Icon name={tone === 'info' ? 'info' : 'warning'} />
      <div>{children}</div>
    </div>
  );
}

/** Something could not be read: says why, and tries again. */
export function Failure({ error, onRetry }: { error: Error; onRetry?: () => void }): ReactNode {
  return (
    <div className="note note-bad" role="alert">
      <Icon name="warning" />
      <div>{error.message}</div>
      {onRetry === undefined ? null : (
        <Button look="quiet" icon="replay" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** Holds the place of what is being read. */
export function Loading({ lines = 4, label = 'Loading' }: { lines?: number; label?: string }): ReactNode {
  return (
    <div className="loading" role="status">
      <span className="visually-hidden">{label}</span>
      {Array.from({ length: lines }, (_, at) => (
        <span key={at} className={`loading-line loading-line-${at % 3}`} />
      ))}
    </div>
  );
}
