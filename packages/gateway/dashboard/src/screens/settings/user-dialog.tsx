import { type ReactNode } from 'react';
import { admin, type User } from '../../api/admin-api.ts';
import type { FormText } from '../../lib/read-form.ts';
import { visibleLine } from '../../lib/visible.ts';
import { Field, Select, TextInput } from '../../ui/field.tsx';
import { FormDialog } from '../common/form-dialog.tsx';
import { NewPasswordField } from '../common/new-password-field.tsx';
import { useAct } from '../common/use-act.ts';

/** What a user may be. */
export const roles: Readonly<Record<User['role'], { title: string; says: string }>> = {
  owner: { title: 'Owner', says: 'does everything, users and tokens too.' },
  member: { title: 'Member', says: 'changes and sends again; not users, tokens and retention.' },
  viewer: { title: 'Viewer', says: 'sees everything and changes nothing.' },
};

/** A new user, with a first password to hand on. */
export function UserDialog({ onClose }: { onClose: () => void }): ReactNode {
  const add = useAct({
    run: admin.users.create,
    keys: [['users']],
    isQuiet: true,
    done: ({ name }) => `${visibleLine(name)} can sign in.`,
    onDone: onClose,
  });
  const submit = (text: FormText): void => {
    add.mutate({
      name: text('name').trim(),
      email: text('email').trim(),
      role: text('role') as User['role'],
      password: text('password'),
    });
  };
  return (
    <FormDialog title="Add 1 user" confirm="Add the user" act={add} onSubmit={submit} onClose={onClose}>
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
      <NewPasswordField
        label="First password"
        help="12 letters or more. Hand it on by another way than email."
      />
    </FormDialog>
  );
}
