import { useId, type FormEvent, type ReactNode } from 'react';
import { admin, type User } from '../../api/admin-api.ts';
import { readForm } from '../../lib/read-form.ts';
import { visibleLine } from '../../lib/visible.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Select, TextInput } from '../../ui/field.tsx';
import { Note } from '../../ui/notes.tsx';
import { useAct } from '../common/use-act.ts';

/** What a user may be. */
export const roles: Readonly<Record<User['role'], { title: string; says: string }>> = {
  owner: { title: 'Owner', says: 'does everything, users and tokens too.' },
  member: { title: 'Member', says: 'changes and sends again; not users, tokens and retention.' },
  viewer: { title: 'Viewer', says: 'sees everything and changes nothing.' },
};

/** A new user, with a first password to hand on. */
export function UserDialog({ onClose }: { onClose: () => void }): ReactNode {
  const form = useId();
  const add = useAct({
    run: admin.users.create,
    keys: [['users']],
    isQuiet: true,
    done: ({ name }) => `${visibleLine(name)} can sign in.`,
    onDone: onClose,
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const text = readForm(event.currentTarget);
    add.mutate({
      name: text('name').trim(),
      email: text('email').trim(),
      role: text('role') as User['role'],
      password: text('password'),
    });
  };
  return (
    <Dialog
      title="Add 1 user"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form={form} isBusy={add.isPending}>
            Add the user
          </Button>
        </>
      }
    >
      <form id={form} className="form" onSubmit={submit}>
        <Field label="Name">{(ids) => <TextInput {...ids} name="name" maxLength={100} required />}</Field>
        <Field label="Email">
          {(ids) => <TextInput {...ids} name="email" type="email" maxLength={254} required />}
        </Field>
        <Field label="Role">
          {(ids) => (
            <Select
              {...ids}
              name="role"
              defaultValue="member"
              options={Object.entries(roles).map(
                ([value, { title, says }]) => [value, `${title}: ${says}`] as const,
              )}
            />
          )}
        </Field>
        <Field label="First password" help="12 letters or more. Hand it on by another way than email.">
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
        {add.error === null ? null : <Note tone="bad">{add.error.message}</Note>}
      </form>
    </Dialog>
  );
}
