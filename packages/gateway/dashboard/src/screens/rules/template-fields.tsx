import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import type { RuleDraft } from './rule-draft.ts';

interface Props {
  readonly draft: RuleDraft;
  readonly onChange: (patch: Partial<RuleDraft>) => void;
}

/** The words of an alert, and the values of the payload that it shows. */
export function TemplateFields({ draft, onChange }: Props): ReactNode {
  const { fields } = draft;
  const edit = (at: number, patch: Partial<(typeof fields)[number]>): void =>
    onChange({ fields: fields.map((field, index) => (index === at ? { ...field, ...patch } : field)) });
  return (
    <>
      <Field
        label="Title"
        isOptional
        help="May hold {type}, {endpoint}, {provider}, {id}, {rule} and {/json/pointer}."
      >
        {(ids) => (
          <TextInput
            {...ids}
            value={draft.title}
            placeholder="{type} at {endpoint}"
            onChange={(event) => onChange({ title: event.target.value })}
          />
        )}
      </Field>
      <Field label="Summary" isOptional>
        {(ids) => (
          <TextInput
            {...ids}
            value={draft.summary}
            onChange={(event) => onChange({ summary: event.target.value })}
          />
        )}
      </Field>
      <fieldset className="stack-tight">
        <legend className="legend">Values of the payload</legend>
        <p className="field-help">
          By JSON pointer, such as /data/object/amount. Nothing else of a payload leaves the gateway.
        </p>
        {fields.map(({ name, pointer }, at) => (
          <div key={at} className="pointer-row">
            <TextInput
              aria-label={`Name of value ${at + 1}`}
              placeholder="Amount"
              value={name}
              maxLength={100}
              onChange={(event) => edit(at, { name: event.target.value })}
            />
            <TextInput
              aria-label={`Pointer of value ${at + 1}`}
              placeholder="/data/object/amount"
              className="mono"
              value={pointer}
              onChange={(event) => edit(at, { pointer: event.target.value })}
            />
            <Button
              look="quiet"
              icon="trash"
              aria-label={`Remove value ${at + 1}`}
              onClick={() => onChange({ fields: fields.filter((_, index) => index !== at) })}
            />
          </div>
        ))}
        {fields.length < 10 ? (
          <div>
            <Button icon="plus" onClick={() => onChange({ fields: [...fields, { name: '', pointer: '' }] })}>
              Add a value
            </Button>
          </div>
        ) : null}
      </fieldset>
    </>
  );
}
