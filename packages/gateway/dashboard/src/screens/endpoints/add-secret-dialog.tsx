import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { api } from '../../api/api.ts';
import type { Endpoint, Provider } from '../../api/types.ts';
import { counted } from '../../lib/format.ts';
import type { FormText } from '../../lib/read-form.ts';
import { Field, Select, TextInput } from '../../ui/field.tsx';
import { MarkedText } from '../../ui/marked-text.tsx';
import { toast } from '../../ui/toast.tsx';
import { FormDialog } from '../common/form-dialog.tsx';

const hour = 3_600_000;
const spans = [
  ['', 'Keep them until I retire them'],
  [String(24 * hour), 'Retire them in 24 hours'],
  [String(168 * hour), 'Retire them in 7 days'],
  ['0', 'Retire them at once'],
] as const;

interface Props {
  readonly endpoint: Endpoint;
  readonly provider: Provider | undefined;
  readonly onClose: () => void;
}

/** A further secret: both prove deliveries until the older ones are retired, so that none is lost meanwhile. */
export function AddSecretDialog({ endpoint, provider, onClose }: Props): ReactNode {
  const client = useQueryClient();
  const olds = endpoint.secrets.length;
  const add = useMutation({
    mutationFn: (body: { secret: string; expireOthersInMs?: number }) =>
      api.endpoints.addSecret(endpoint.id, body),
    meta: { isQuiet: true },
    onSuccess: async () => {
      toast('The secret is in use.');
      onClose();
      await client.invalidateQueries({ queryKey: ['endpoints'] });
    },
  });
  const submit = (text: FormText): void => {
    const span = text('span');
    add.mutate({
      secret: text('secret').trim(),
      ...(span === '' ? {} : { expireOthersInMs: Number(span) }),
    });
  };
  return (
    <FormDialog
      title={olds === 0 ? 'Add a secret' : 'Rotate the secret'}
      confirm="Add the secret"
      act={add}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field
        label="Signing secret"
        help={
          <MarkedText text={`${provider?.secretHint ?? ''} It is kept encrypted and never shown again.`} />
        }
      >
        {(ids) => <TextInput {...ids} name="secret" className="mono" required />}
      </Field>
      {olds === 0 ? null : (
        <Field
          label={`The ${counted(olds, 'secret')} in use`}
          help="Both prove deliveries meanwhile. Change it at the provider, see that the new one is used, then retire the old one."
        >
          {(ids) => <Select {...ids} name="span" options={spans} defaultValue="" />}
        </Field>
      )}
    </FormDialog>
  );
}
