import { type ReactNode } from 'react';
import { admin, type User } from '../../api/admin-api.ts';
import { visibleLine } from '../../lib/visible.ts';
import { FormDialog } from '../common/form-dialog.tsx';
import { NewPasswordField } from '../common/new-password-field.tsx';
import { useAct } from '../common/use-act.ts';

/** Another password for somebody who lost it. */
export function PasswordDialog({ user, onClose }: { user: User; onClose: () => void }): ReactNode {
  const name = visibleLine(user.name);
  const save = useAct({
    run: (password: string) => admin.users.change(user.id, { password }),
    keys: [['users']],
    isQuiet: true,
    done: () => `${name} has a new password.`,
    onDone: onClose,
  });
  return (
    <FormDialog
      title={`New password for ${name}`}
      confirm="Set the password"
      act={save}
      onSubmit={(text) => save.mutate(text('password'))}
      onClose={onClose}
    >
      <NewPasswordField label="Password" help="12 letters or more. Every session of the user ends." />
    </FormDialog>
  );
}
