import { useState, type ReactNode } from 'react';
import { admin, type CreatedToken, type NewToken } from '../../api/admin-api.ts';
import type { FormText } from '../../lib/read-form.ts';
import { visibleLine } from '../../lib/visible.ts';
import { Field, Select, TextInput } from '../../ui/field.tsx';
import { FormDialog } from '../common/form-dialog.tsx';
import { ShownOnce } from '../common/shown-once.tsx';
import { useAct } from '../common/use-act.ts';

const day = 86_400_000;
const scopes: readonly (readonly [NewToken['scopes'][number], string])[] = [
  ['read', 'sees everything'],
  ['write', 'changes endpoints, destinations, rules and channels'],
  ['replay', 'sends events and forwards again'],
  ['ingest', 'hands on what an application verified'],
  ['tunnel', 'listens with hooklatch listen'],
  ['admin', 'users, tokens, audit and settings'],
];
const spans = [
  ['30', 'In 30 days'],
  ['90', 'In 90 days'],
  ['365', 'In a year'],
  ['', 'Never'],
] as const;

/** A new token: a name, what it may do, and until when; then the token, once. */
export function TokenDialog({ onClose }: { onClose: () => void }): ReactNode {
  const [made, setMade] = useState<CreatedToken>();
  const [chosen, setChosen] = useState<NewToken['scopes']>(['read']);
  const create = useAct({
    run: admin.tokens.create,
    keys: [['tokens']],
    isQuiet: true,
    onDone: (token: CreatedToken) => setMade(token),
  });
  const submit = (text: FormText): void => {
    const days = text('days');
    create.mutate({
      name: text('name').trim(),
      scopes: chosen,
      expiresAt: days === '' ? null : Date.now() + Number(days) * day,
    });
  };
  if (made !== undefined) {
    return (
      <ShownOnce
        title={`${visibleLine(made.name)} is made`}
        secrets={[
          {
            label: 'Token',
            value: made.token,
            help: 'As the header “authorization: Bearer …” of each request.',
          },
        ]}
        onClose={onClose}
      />
    );
  }
  return (
    <FormDialog
      title="New token"
      confirm="Create the token"
      act={create}
      onSubmit={submit}
      onClose={onClose}
      isIncomplete={chosen.length === 0}
    >
      <Field label="Name" help="What uses it, such as “Deployment”.">
        {(ids) => <TextInput {...ids} name="name" maxLength={100} required />}
      </Field>
      <fieldset>
        <legend className="legend">Scopes</legend>
        {scopes.map(([scope, says]) => (
          <label key={scope} className="check">
            <input
              type="checkbox"
              checked={chosen.includes(scope)}
              onChange={(event) =>
                setChosen(event.target.checked ? [...chosen, scope] : chosen.filter((each) => each !== scope))
              }
            />
            <span>
              <code>{scope}</code> <span className="soft">{says}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <Field label="Expires">
        {(ids) => <Select {...ids} name="days" defaultValue="90" options={spans} />}
      </Field>
    </FormDialog>
  );
}
