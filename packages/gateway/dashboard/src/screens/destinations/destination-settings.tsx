import type { FormEvent, ReactNode } from 'react';
import { useState } from 'react';
import { delivery, type DestinationChange } from '../../api/delivery-api.ts';
import type { Destination } from '../../api/types.ts';
import { readForm } from '../../lib/read-form.ts';
import { visibleLine } from '../../lib/visible.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { Note } from '../../ui/notes.tsx';
import { useAct } from '../common/use-act.ts';
import { ConfigFields } from './config-fields.tsx';
import { kinds, toConfig } from './kinds.ts';

/** Its name, its limits, and where it is. */
export function DestinationSettings({ destination }: { destination: Destination }): ReactNode {
  const [isMoving, setMoving] = useState(false);
  const entry = kinds.find(({ kind }) => kind === destination.kind);
  const change = useAct({
    run: (body: DestinationChange) => delivery.destinations.change(destination.id, body),
    keys: [['destinations']],
    isQuiet: true,
    done: () => 'The destination is changed.',
    onDone: () => setMoving(false),
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const text = readForm(event.currentTarget);
    const rate = text('rate').trim();
    change.mutate({
      name: text('name').trim(),
      timeoutMs: Math.round(Number(text('timeout')) * 1000),
      ratePerSecond: rate === '' ? null : Number(rate),
      concurrency: Number(text('concurrency')),
      ...(isMoving && entry !== undefined && { config: toConfig(entry, text) }),
    });
  };
  return (
    <section className="card" aria-label="Settings">
      <h2>Settings</h2>
      <form className="form" onSubmit={submit} key={destination.updatedAt}>
        <Field label="Name">
          {(ids) => (
            <TextInput {...ids} name="name" defaultValue={destination.name} maxLength={200} required />
          )}
        </Field>
        <div className="fields">
          <Field label="Time to answer, in seconds">
            {(ids) => (
              <TextInput
                {...ids}
                name="timeout"
                type="number"
                min={0.1}
                max={120}
                step="any"
                defaultValue={destination.timeoutMs / 1000}
                required
              />
            )}
          </Field>
          <Field label="At once" help="Requests that are open at a time.">
            {(ids) => (
              <TextInput
                {...ids}
                name="concurrency"
                type="number"
                min={1}
                max={500}
                defaultValue={destination.concurrency}
                required
              />
            )}
          </Field>
          <Field label="In a second" isOptional help="At most; empty is no limit.">
            {(ids) => (
              <TextInput
                {...ids}
                name="rate"
                type="number"
                min={1}
                max={10_000}
                defaultValue={destination.ratePerSecond ?? ''}
              />
            )}
          </Field>
        </div>
        {entry === undefined || entry.fields.length === 0 ? null : isMoving ? (
          <fieldset className="stack">
            <legend className="visually-hidden">Where it is</legend>
            <Note tone="info">
              What is kept of <code>{visibleLine(destination.label)}</code> is replaced as a whole: enter
              everything, secrets too.
            </Note>
            <ConfigFields entry={entry} />
          </fieldset>
        ) : (
          <div>
            <Button onClick={() => setMoving(true)}>Change where it is …</Button>
          </div>
        )}
        {change.error === null ? null : <Note tone="bad">{change.error.message}</Note>}
        <div>
          <Button type="submit" look="primary" isBusy={change.isPending}>
            Save
          </Button>
        </div>
      </form>
    </section>
  );
}
