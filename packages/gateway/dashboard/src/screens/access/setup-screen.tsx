import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { api } from '../../api/api.ts';
import { queries } from '../../api/queries.ts';
import { readForm } from '../../lib/read-form.ts';
import { Redirect } from '../../shell/redirect.tsx';
import { useTitle } from '../../shell/use-title.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Note } from '../../ui/notes.tsx';
import { NewPasswordField } from '../common/new-password-field.tsx';

// The part behind # is never sent: a token in it stands in no log.
const tokenOf = (hash: string): string => new URLSearchParams(hash.slice(1)).get('token') ?? '';

/** The first start: the token from the console makes the first owner. */
export function SetupScreen(): ReactNode {
  useTitle('Set up');
  const [token] = useState(() => tokenOf(location.hash));
  const navigate = useNavigate();
  const client = useQueryClient();
  const session = useQuery(queries.session());
  const setUp = useMutation({
    mutationFn: api.session.setUp,
    meta: { isQuiet: true },
    onSuccess: async () => {
      await client.resetQueries({ queryKey: ['session'] });
      await navigate({ to: '/endpoints/new', replace: true });
    },
  });
  if (session.data?.isSetUp === true && !setUp.isPending && !setUp.isSuccess) return <Redirect to="/" />;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const text = readForm(event.currentTarget);
    setUp.mutate({
      token: text('token').trim(),
      email: text('email').trim(),
      name: text('name').trim(),
      password: text('password'),
    });
  };
  return (
    <main className="gate access">
      <div className="brand-name">
        <Icon name="endpoints" size={22} /> Hooklatch
      </div>
      <form className="form" onSubmit={submit}>
        <div className="stack-tight">
          <h1>Set up this gateway</h1>
          <p className="soft">You become its first owner: further users are made by you.</p>
        </div>
        <Field
          label="Setup token"
          help="Printed once where the gateway was started. The address that is printed with it fills this in."
        >
          {(ids) => <TextInput {...ids} name="token" className="mono" required defaultValue={token} />}
        </Field>
        <Field label="Name">{(ids) => <TextInput {...ids} name="name" autoComplete="name" required />}</Field>
        <Field label="Email" help="You sign in with it. Nothing is sent to it.">
          {(ids) => <TextInput {...ids} name="email" type="email" autoComplete="username" required />}
        </Field>
        <NewPasswordField label="Password" help="At least 12 characters." />
        {setUp.error === null ? null : <Note tone="bad">{setUp.error.message}</Note>}
        <Button type="submit" look="primary" isBusy={setUp.isPending}>
          Create the owner
        </Button>
      </form>
    </main>
  );
}
