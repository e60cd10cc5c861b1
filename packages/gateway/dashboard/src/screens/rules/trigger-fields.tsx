import type { ReactNode } from 'react';
import { Field, TextInput } from '../../ui/field.tsx';
import type { RuleDraft } from './rule-draft.ts';

interface NumberField {
  readonly name: 'hours' | 'days' | 'failures' | 'inRow' | 'burst';
  readonly label: string;
  readonly help: string;
  /** (1) */
  readonly min?: number;
}

const numbers: Readonly<Record<Exclude<RuleDraft['on'], 'event'>, NumberField>> = {
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
};

const inRow: NumberField = {
  name: 'inRow',
  label: 'Failures in a row that are too many',
  help: 'It is told again at 50, 70, 90 and 100 % of them; 0 tells none of it.',
  min: 0,
};

interface Props {
  readonly draft: RuleDraft;
  readonly onChange: (patch: Partial<RuleDraft>) => void;
}

/** The numbers that a kind of rule counts to. */
export function TriggerFields({ draft, onChange }: Props): ReactNode {
  if (draft.on === 'event') return null;
  const wanted = draft.on === 'failure' ? [numbers.failure, inRow] : [numbers[draft.on]];
  return wanted.map(({ name, label, help, min = 1 }) => (
    <Field key={name} label={label} help={help}>
      {(ids) => (
        <TextInput
          {...ids}
          type="number"
          min={min}
          step={1}
          required
          value={draft[name]}
          onChange={(event) => onChange({ [name]: event.target.value })}
        />
      )}
    </Field>
  ));
}
