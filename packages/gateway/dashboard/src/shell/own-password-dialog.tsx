import type { ReactNode } from 'react';
import { api } from '../api/api.ts';
import { FormDialog } from '../screens/common/form-dialog.tsx';
import { NewPasswordField } from '../screens/common/new-password-field.tsx';
import { useAct } from '../screens/common/use-act.ts';
import { Field, TextInput } from '../ui/field.tsx';

/** Another password of one’s own. */
export function OwnPasswordDialog({ email, onClose }: { email: string; onClose: () => void }): ReactNode {
  const save = useAct({
    run: api.session.changePassword,
    keys: [['session']],
    isQuiet: true,
    done: () => 'Your password is changed. Everywhere else you are signed out.',
    onDone: onClose,
  });
  return (
    <FormDialog
      title="Change your password"
      confirm="Change the password"
      act={save}
      onSubmit={(text) => save.mutate({ current: text('current'), password: text('password') })}
      onClose={onClose}
    >
      {/* What keeps passwords asks whose it is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <Field label="Current password">
        {(ids) => (
          <TextInput
            {...ids}
            name="current"
            type="password"
            autoComplete="current-password"
            maxLength={256}
            required
          />
        )}
      </Field>
      <NewPasswordField label="New password" help="12 letters or more. Your other sessions end." />
    </FormDialog>
  );
}
