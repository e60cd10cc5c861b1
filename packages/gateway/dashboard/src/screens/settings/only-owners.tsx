import type { ReactNode } from 'react';
import { EmptyState } from '../../ui/notes.tsx';
import { SettingsTabs } from '../common/screen-tabs.tsx';
import { useRights } from '../common/use-rights.ts';

/** A page of the settings that owners alone see; others read why. */
export function OwnerPage({ children }: { children: ReactNode }): ReactNode {
  const { isOwner } = useRights();
  return (
    <div className="page">
      <h1>Settings</h1>
      <SettingsTabs />
      {isOwner ? (
        children
      ) : (
        <EmptyState icon="key" title="For owners">
          <p>Users, tokens and the audit log are for owners. Ask one of them to make you one.</p>
        </EmptyState>
      )}
    </div>
  );
}
