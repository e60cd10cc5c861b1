import { useId, type ComponentPropsWithRef, type ReactNode } from 'react';
import { Icon } from './icon.tsx';

interface FieldProps {
  readonly label: string;
  /** What to enter, in a sentence. */
  readonly help?: ReactNode;
  /** What is wrong with it. */
  readonly error?: string | undefined;
  readonly isOptional?: boolean;
  readonly children: (ids: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': boolean;
  }) => ReactNode;
}

/** A label, a control, its help and its error, tied together: `<Field label="Name">{(ids) => <input {...ids} />}</Field>`. */
export function Field({ label, help, error, isOptional = false, children }: FieldProps): ReactNode {
  const id = useId();
  const described = [help === undefined ? '' : `${id}-help`, error === undefined ? '' : `${id}-error`]
    .filter(Boolean)
    .join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {isOptional ? <span className="faint"> (optional)</span> : null}
      </label>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error !== undefined })}
      {help === undefined ? null : (
        <p className="field-help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {error === undefined ? null : (
        <p className="field-error" id={`${id}-error`} role="alert">
          <Icon name="warning" size={13} /> {error}
        </p>
      )}
    </div>
  );
}

/** A line of text. Inside a `Field`, or with an `aria-label`. */
export function TextInput({ className, ...rest }: ComponentPropsWithRef<'input'>): ReactNode {
  return (
    <input
      type="text"
      autoComplete="off"
      spellCheck={false}
      {...rest}
      className={`input ${className ?? ''}`}
    />
  );
}

interface SelectProps extends ComponentPropsWithRef<'select'> {
  readonly options: readonly (readonly [value: string, text: string])[];
}

/** A choice of a few: the browser's own, which every keyboard and phone knows. Inside a `Field`, or with an `aria-label`. */
export function Select({ options, className, ...rest }: SelectProps): ReactNode {
  return (
    <span className={`select ${className ?? ''}`}>
      <select {...rest}>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
      <Icon name="down" size={12} />
    </span>
  );
}

interface SwitchProps {
  readonly label: ReactNode;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly isDisabled?: boolean;
}

/** Something that is on or off, and changes at once. */
export function Switch({ label, isOn, onChange, isDisabled = false }: SwitchProps): ReactNode {
  return (
    <label className="switch">
      <input
        type="checkbox"
        role="switch"
        checked={isOn}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>{label}</span>
    </label>
  );
}
