import type { ReactNode } from 'react';
import { Field, TextInput } from '../../ui/field.tsx';
import type { KindEntry } from './kinds.ts';

/** What a kind of destination asks for. */
export function ConfigFields({ entry }: { entry: KindEntry }): ReactNode {
  return entry.fields.map(({ name, label, help, placeholder, isOptional = false, isLong = false }) => (
    <Field key={name} label={label} help={help} isOptional={isOptional}>
      {(ids) =>
        isLong ? (
          <textarea {...ids} className="input mono" name={`config ${name}`} rows={2} spellCheck={false} />
        ) : (
          <TextInput
            {...ids}
            name={`config ${name}`}
            className="mono"
            placeholder={placeholder}
            required={!isOptional}
          />
        )
      }
    </Field>
  ));
}
