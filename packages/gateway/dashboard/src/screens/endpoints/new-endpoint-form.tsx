import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { FormEvent, ReactNode } from 'react';
import { api } from '../../api/api.ts';
import type { Provider } from '../../api/types.ts';
import { readForm } from '../../lib/read-form.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { MarkedText } from '../../ui/marked-text.tsx';
import { Note } from '../../ui/notes.tsx';

/** Name, secret and what else the provider asks for. A secret may follow later, as some are only shown with the address. */
export function NewEndpointForm({ provider }: { provider: Provider }): ReactNode {
  const client = useQueryClient();
  const navigate = useNavigate();
  const create = useMutation({
    mutationFn: api.endpoints.create,
    meta: { isQuiet: true },
    onSuccess: async (endpoint) => {
      client.setQueryData(['endpoints', endpoint.id], endpoint);
      await client.invalidateQueries({ queryKey: ['endpoints'], exact: true });
      await navigate({ to: '/endpoints/$endpointId/connect', params: { endpointId: endpoint.id } });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const entered = readForm(event.currentTarget);
    const text = (name: string): string => entered(name).trim();
    const secret = text('secret');
    const options = Object.fromEntries(
      provider.options.map(({ name }) => [name, text(`option ${name}`)]).filter(([, value]) => value !== ''),
    ) as Record<string, string>;
    create.mutate({
      name: text('name'),
      provider: provider.name,
      ...(secret === '' ? {} : { secrets: [secret] }),
      ...(Object.keys(options).length === 0 ? {} : { options }),
    });
  };
  return (
    <form className="form" onSubmit={submit}>
      <Field label="Name" help="For you and your team, such as “Billing, live”.">
        {(ids) => <TextInput {...ids} name="name" defaultValue={provider.title} maxLength={100} required />}
      </Field>
      {provider.options.map(({ name, hint, isRequired }) => (
        <Field key={name} label={name} help={<MarkedText text={hint} />} isOptional={!isRequired}>
          {(ids) => <TextInput {...ids} name={`option ${name}`} required={isRequired} />}
        </Field>
      ))}
      {provider.needsSecret ? (
        <Field
          label="Signing secret"
          isOptional
          help={
            <MarkedText
              text={`${provider.secretHint} It is kept encrypted and never shown again. It can follow later: until then deliveries are rejected, and kept.`}
            />
          }
        >
          {(ids) => <TextInput {...ids} name="secret" className="mono" autoComplete="off" />}
        </Field>
      ) : (
        <Note tone="info">{provider.title} signs with a public key: no secret is needed.</Note>
      )}
      {create.error === null ? null : <Note tone="bad">{create.error.message}</Note>}
      <div>
        <Button type="submit" look="primary" isBusy={create.isPending}>
          Create the endpoint
        </Button>
      </div>
    </form>
  );
}
