import type { ReactNode } from 'react';
import { Field, TextInput } from '../../ui/field.tsx';

/** A password that is chosen; the form has it as `password`. */
export function NewPasswordField({ label, help }: { label: string; help: string }): ReactNode {
  return (
    <Field label={label} help={help}>
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
  );
}
