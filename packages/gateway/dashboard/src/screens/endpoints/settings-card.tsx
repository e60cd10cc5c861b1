import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { api } from '../../api/api.ts';
import type { Endpoint, EndpointChange } from '../../api/types.ts';
import { readForm } from '../../lib/read-form.ts';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Field, Select, Switch, TextInput } from '../../ui/field.tsx';
import { toast } from '../../ui/toast.tsx';
import { useRights } from '../common/use-rights.ts';

const answers = [
  ['store', 'At once'],
  ['forward', 'After the forward'],
] as const;

/** Changes an endpoint, and says so. */
function useChange(endpoint: Endpoint) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ change }: { change: EndpointChange; text: string }) =>
      api.endpoints.change(endpoint.id, change),
    onSuccess: async (changed, { text }) => {
      client.setQueryData(['endpoints', endpoint.id], changed);
      toast(text);
      await client.invalidateQueries({ queryKey: ['endpoints'] });
    },
  });
}

/** The same, for those who may look. */
function SettingsFacts({ endpoint }: { endpoint: Endpoint }): ReactNode {
  return (
    <Facts
      facts={[
        ['Answer', answers.find(([mode]) => mode === endpoint.responseMode)?.[1]],
        ['Deliveries', endpoint.isEnabled ? 'taken' : 'answered with 404, and not kept'],
      ]}
    />
  );
}

/** Its name, whether it takes deliveries, and when the provider is answered. */
export function SettingsCard({ endpoint }: { endpoint: Endpoint }): ReactNode {
  const { canWrite } = useRights();
  const change = useChange(endpoint);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const name = readForm(event.currentTarget)('name').trim();
    change.mutate({ change: { name }, text: 'The endpoint has its new name.' });
  };
  return (
    <section className="card" aria-label="Settings">
      <h2>Settings</h2>
      {canWrite ? (
        <form className="form" onSubmit={submit}>
          <Field label="Name">
            {(ids) => (
              <span className="endpoint-url">
                <TextInput
                  {...ids}
                  name="name"
                  key={endpoint.name}
                  defaultValue={endpoint.name}
                  maxLength={100}
                  required
                />
                <Button type="submit" isBusy={change.isPending}>
                  Rename
                </Button>
              </span>
            )}
          </Field>
          <Field
            label="Answer"
            help="At once: the provider gets its answer when the event is kept. After the forward: it gets the answer of your application, where a provider needs it."
          >
            {(ids) => (
              <Select
                {...ids}
                value={endpoint.responseMode}
                options={answers}
                onChange={(event) =>
                  change.mutate({
                    change: { responseMode: event.target.value as Endpoint['responseMode'] },
                    text: 'The answer is changed.',
                  })
                }
              />
            )}
          </Field>
          <div>
            <Switch
              label="Takes deliveries"
              isOn={endpoint.isEnabled}
              onChange={(isEnabled) =>
                change.mutate({
                  change: { isEnabled },
                  text: isEnabled
                    ? 'The endpoint takes deliveries.'
                    : 'The endpoint takes no more deliveries.',
                })
              }
            />
            <p className="field-help">
              While it is off, deliveries are answered with 404 and not kept; most providers try again later.
            </p>
          </div>
        </form>
      ) : (
        <SettingsFacts endpoint={endpoint} />
      )}
    </section>
  );
}
