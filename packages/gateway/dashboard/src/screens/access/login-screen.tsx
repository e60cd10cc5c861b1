import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { FormEvent, ReactNode } from 'react';
import { api } from '../../api/api.ts';
import { queries } from '../../api/queries.ts';
import { readForm } from '../../lib/read-form.ts';
import { Redirect } from '../../shell/redirect.tsx';
import { useTitle } from '../../shell/use-title.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';

/** Only a path of this page: a URL from elsewhere must not lead away after the login. */
function toPath(to: string | undefined): string {
  return to !== undefined && /^\/(?![/\\])/.test(to) && !to.startsWith('/login') ? to : '/';
}

/** Email and password; then back to where one was going. */
export function LoginScreen(): ReactNode {
  useTitle('Sign in');
  const { to } = useSearch({ from: '/login' });
  const navigate = useNavigate();
  const client = useQueryClient();
  const session = useQuery(queries.session());
  const signIn = useMutation({
    mutationFn: api.session.signIn,
    meta: { isQuiet: true },
    onSuccess: async () => {
      await client.resetQueries({ queryKey: ['session'] });
      await navigate({ to: toPath(to), replace: true });
    },
  });
  if (session.data?.isSetUp === false) return <Redirect to="/setup" hash={location.hash.slice(1)} />;
  if (session.data?.user !== undefined && session.data.user !== null && !signIn.isPending) {
    return <Redirect to={toPath(to)} />;
  }
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const text = readForm(event.currentTarget);
    signIn.mutate({ email: text('email').trim(), password: text('password') });
  };
  return (
    <main className="gate access">
      <div className="brand-name">
        <Icon name="endpoints" size={22} /> Hooklatch
      </div>
      <form className="form" onSubmit={submit}>
        <h1>Sign in</h1>
        <Field label="Email">
          {(ids) => <TextInput {...ids} name="email" type="email" autoComplete="username" required />}
        </Field>
        <Field label="Password" error={signIn.error?.message}>
          {(ids) => (
            <TextInput {...ids} name="password" type="password" autoComplete="current-password" required />
          )}
        </Field>
        <Button type="submit" look="primary" isBusy={signIn.isPending}>
          Sign in
        </Button>
      </form>
    </main>
  );
}
