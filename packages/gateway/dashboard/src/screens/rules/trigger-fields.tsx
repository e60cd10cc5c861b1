import type { ReactNode } from 'react';
import { Field, TextInput } from '../../ui/field.tsx';
import type { RuleDraft } from './rule-draft.ts';

const numbers = {
  silence: {
    name: 'hours',
    label: 'Hours without an event',
    help: 'One message when it falls silent, and one when it speaks again.',
  },
  rotation: { name: 'days', label: 'Days before', help: 'One message for each secret that is retired.' },
  failure: {
    name: 'failures',
    label: 'Failures in 5 minutes',
    help: 'It opens an issue, is told again every 4 hours, and once more when it is over.',
  },
  burst: {
    name: 'burst',
    label: 'Rejected deliveries in 5 minutes',
    help: 'With a wrong signature or none: somebody tries, or a secret was changed at the provider.',
  },
} as const;

interface Props {
  readonly draft: RuleDraft;
  readonly onChange: (patch: Partial<RuleDraft>) => void;
}

/** The number that a kind of rule counts to. */
export function TriggerFields({ draft, onChange }: Props): ReactNode {
  if (draft.on === 'event') return null;
  const { name, label, help } = numbers[draft.on];
  return (
    <Field label={label} help={help}>
      {(ids) => (
        <TextInput
          {...ids}
          type="number"
          min={1}
          step={1}
          required
          value={draft[name]}
          onChange={(event) => onChange({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
}
