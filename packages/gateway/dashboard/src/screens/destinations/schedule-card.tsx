import { useState, type FormEvent, type ReactNode } from 'react';
import { delivery } from '../../api/delivery-api.ts';
import type { Destination } from '../../api/types.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { useAct } from '../common/use-act.ts';
import { useRights } from '../common/use-rights.ts';
import { defaultSchedule } from '../../../../src/lib/forwarding/schedule.ts';
import { readSchedule, writeSpan } from './schedule.ts';
import { ScheduleTimes } from './schedule-times.tsx';

/** When it is tried again: as times, while it is written too. */
export function ScheduleCard({ destination }: { destination: Destination }): ReactNode {
  const { canWrite } = useRights();
  const current = destination.schedule ?? defaultSchedule;
  const [text, setText] = useState<string>();
  const read = text === undefined ? current : readSchedule(text);
  const save = useAct({
    run: (schedule: number[] | null) => delivery.destinations.change(destination.id, { schedule }),
    keys: [['destinations']],
    done: () => 'The schedule is changed.',
    onDone: () => setText(undefined),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (typeof read !== 'string') save.mutate([...read]);
  };
  return (
    <section className="card" aria-label="Retries">
      <div className="page-head">
        <h2>Retries</h2>
        <span className="faint">
          {destination.schedule === null ? 'the gateway’s schedule' : 'a schedule of its own'}
        </span>
        {canWrite && text === undefined ? (
          <Button
            className="push"
            onClick={() => setText(current.map((seconds) => writeSpan(seconds)).join(' '))}
          >
            Change the schedule
          </Button>
        ) : null}
      </div>
      {text === undefined ? null : (
        <form className="form form-wide" onSubmit={submit}>
          <Field
            label="After each failure, wait"
            help="Such as 10s 1m 10m 1h 1d, one for each retry; empty tries once."
            error={typeof read === 'string' ? read : undefined}
          >
            {(ids) => (
              <TextInput
                {...ids}
                className="mono"
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
          <div className="row">
            <Button type="submit" look="primary" disabled={typeof read === 'string'} isBusy={save.isPending}>
              Save the schedule
            </Button>
            {destination.schedule === null ? null : (
              <Button onClick={() => save.mutate(null)}>Use the gateway’s</Button>
            )}
            <Button look="quiet" onClick={() => setText(undefined)}>
              Leave it
            </Button>
          </div>
        </form>
      )}
      {typeof read === 'string' ? null : <ScheduleTimes seconds={read} />}
    </section>
  );
}
