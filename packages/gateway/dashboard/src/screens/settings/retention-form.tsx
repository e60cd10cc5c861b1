import { useState, type FormEvent, type ReactNode } from 'react';
import { admin } from '../../api/admin-api.ts';
import { counted } from '../../lib/format.ts';
import { readForm } from '../../lib/read-form.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { Note } from '../../ui/notes.tsx';
import { Confirm } from '../common/confirm.tsx';
import { useAct } from '../common/use-act.ts';

const gigabyte = 1e9;
const keys = [['settings'], ['overview']] as const;
const done = 'The settings are changed.';

/** For how long, and how much. */
export interface Kept {
  readonly retentionDays: number;
  readonly maxLogBytes: number | null;
}

interface Removal {
  readonly limits: Kept;
  readonly events: number;
}

/** For how long events are kept, and how much of them; asks before a change removes any. */
export function RetentionForm({ kept }: { kept: Kept }): ReactNode {
  const [removal, setRemoval] = useState<Removal>();
  const save = useAct({
    run: async (limits: Kept) => {
      const { events } = await admin.settings.planRetention(limits);
      if (events > 0) return { limits, events };
      await admin.settings.change(limits);
      return undefined;
    },
    keys,
    isQuiet: true,
    done: (answer) => (answer === undefined ? done : undefined),
    onDone: setRemoval,
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const text = readForm(event.currentTarget);
    const size = text('size').trim();
    save.mutate({
      retentionDays: Number(text('days')),
      maxLogBytes: size === '' ? null : Math.round(Number(size) * gigabyte),
    });
  };
  return (
    <form className="form" onSubmit={submit} key={`${kept.retentionDays} ${kept.maxLogBytes}`}>
      <Field
        label="Days that a finished event is kept"
        help="Fewer days delete what is older, for good. What is still on its way stays."
      >
        {(ids) => (
          <TextInput
            {...ids}
            name="days"
            type="number"
            min={1}
            max={3650}
            defaultValue={kept.retentionDays}
            required
          />
        )}
      </Field>
      <Field
        label="The most that the log takes, in GB"
        isOptional
        help="The oldest goes first; empty is no limit."
      >
        {(ids) => (
          <TextInput
            {...ids}
            name="size"
            type="number"
            min={0.01}
            step="any"
            defaultValue={kept.maxLogBytes === null ? '' : kept.maxLogBytes / gigabyte}
          />
        )}
      </Field>
      {save.error === null ? null : <Note tone="bad">{save.error.message}</Note>}
      <div>
        <Button type="submit" look="primary" isBusy={save.isPending}>
          Save
        </Button>
      </div>
      {removal === undefined ? null : (
        <Confirm
          title={`Delete ${counted(removal.events, 'event')}`}
          confirm={`Save, and delete ${counted(removal.events, 'event')}`}
          keep={removal.events === 1 ? 'Keep it' : 'Keep them'}
          icon="trash"
          run={() => admin.settings.change(removal.limits)}
          keys={keys}
          done={done}
          onClose={() => setRemoval(undefined)}
        >
          <p>
            <strong className="number">{counted(removal.events, 'event')}</strong>{' '}
            {removal.events === 1 ? 'lies' : 'lie'} beyond these limits, and{' '}
            {removal.events === 1 ? 'is' : 'are'} deleted at once with their forwards and alerts, for good.
          </p>
        </Confirm>
      )}
    </form>
  );
}
