import { useId, type ReactNode } from 'react';
import { Field, Select, TextInput } from '../../ui/field.tsx';
import type { RuleDraft } from './rule-draft.ts';
import { crons, modes } from './rule-words.ts';

const empties = [
  ['never', 'Say nothing'],
  ['always', 'Say that there was nothing'],
  ['heartbeat', 'Say so once a week'],
] as const;

interface Props {
  readonly draft: RuleDraft;
  readonly onChange: (patch: Partial<RuleDraft>) => void;
}

function DigestFields({ draft, onChange }: Props): ReactNode {
  const zones = useId();
  const isKnown = crons.some(([cron]) => cron === draft.cron);
  return (
    <div className="fields">
      <Field label="Times">
        {(ids) => (
          <Select
            {...ids}
            value={isKnown ? draft.cron : ''}
            options={[...crons, ['', 'as written beside']]}
            onChange={(event) => {
              if (event.target.value !== '') onChange({ cron: event.target.value });
            }}
          />
        )}
      </Field>
      <Field label="As cron" help="Minute, hour, day, month, day of the week.">
        {(ids) => (
          <TextInput
            {...ids}
            className="mono"
            required
            value={draft.cron}
            onChange={(event) => onChange({ cron: event.target.value })}
          />
        )}
      </Field>
      <Field label="Time zone">
        {(ids) => (
          <>
            <TextInput
              {...ids}
              list={zones}
              required
              value={draft.timeZone}
              onChange={(event) => onChange({ timeZone: event.target.value })}
            />
            <datalist id={zones}>
              {Intl.supportedValuesOf('timeZone').map((zone) => (
                <option key={zone} value={zone} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <Field label="Without events">
        {(ids) => (
          <Select
            {...ids}
            value={draft.empty}
            options={empties}
            onChange={(event) => onChange({ empty: event.target.value as RuleDraft['empty'] })}
          />
        )}
      </Field>
    </div>
  );
}

/** Each event at once, throttled, or as a digest. */
export function ModeFields({ draft, onChange }: Props): ReactNode {
  const name = useId();
  return (
    <>
      <fieldset className="choices">
        <legend className="visually-hidden">Mode</legend>
        {modes.map(([mode, title, says]) => (
          <label key={mode} className="check choice">
            <input
              type="radio"
              name={name}
              checked={draft.mode === mode}
              onChange={() => onChange({ mode })}
            />
            <span>
              <strong>{title}</strong>
              <span className="soft"> {says}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {draft.mode === 'throttle' ? (
        <Field
          label="At once"
          help="So many within 30 seconds; the rest is one message, at most every 5 minutes."
        >
          {(ids) => (
            <TextInput
              {...ids}
              type="number"
              min={1}
              required
              value={draft.limit}
              onChange={(event) => onChange({ limit: event.target.value })}
            />
          )}
        </Field>
      ) : null}
      {draft.mode === 'digest' ? <DigestFields draft={draft} onChange={onChange} /> : null}
    </>
  );
}
