import { useId, type FormEvent, type ReactNode } from 'react';
import { admin, type User } from '../../api/admin-api.ts';
import { readForm } from '../../lib/read-form.ts';
import { visibleLine } from '../../lib/visible.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { Note } from '../../ui/notes.tsx';
import { useAct } from '../common/use-act.ts';

/** Another password for somebody who lost it. */
export function PasswordDialog({ user, onClose }: { user: User; onClose: () => void }): ReactNode {
  const form = useId();
  const name = visibleLine(user.name);
  const save = useAct({
    run: (password: string) => admin.users.change(user.id, { password }),
    keys: [['users']],
    isQuiet: true,
    done: () => `${name} has a new password.`,
    onDone: onClose,
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    save.mutate(readForm(event.currentTarget)('password'));
  };
  return (
    <Dialog
      title={`New password for ${name}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form={form} isBusy={save.isPending}>
            Set the password
          </Button>
        </>
      }
    >
      <form id={form} className="form" onSubmit={submit}>
        <Field label="Password" help="12 letters or more. Every session of the user ends.">
          {(ids) => (
            <TextInput
              {...ids}
              name="password"
              type="password"
              autoComplete="new-password"
              minLength={12}
              maxLength={256}
              required
            />
          )}
        </Field>
        {save.error === null ? null : <Note tone="bad">{save.error.message}</Note>}
      </form>
    </Dialog>
  );
}
