import { useNavigate, useSearch } from '@tanstack/react-router';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { delivery, type MadeDestination } from '../../api/delivery-api.ts';
import { readForm } from '../../lib/read-form.ts';
import { visibleLine } from '../../lib/visible.ts';
import { BackLink } from '../../shell/back-link.tsx';
import { useTitle } from '../../shell/use-title.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Note } from '../../ui/notes.tsx';
import { ForMembers } from '../common/for-members.tsx';
import { ShownOnce } from '../common/shown-once.tsx';
import { useAct } from '../common/use-act.ts';
import { ConfigFields } from './config-fields.tsx';
import { kinds, toConfig, type KindEntry } from './kinds.ts';

function Kinds(): ReactNode {
  return (
    <>
      <p className="soft">Where should verified events go?</p>
      <ul className="kinds">
        {kinds.map(({ kind, title, says }) => (
          <li key={kind}>
            <Link to="/destinations/new" search={{ kind }} className="kind">
              <span className="provider-mark" aria-hidden="true">
                <Icon name={kind === 'http' ? 'send' : kind === 'listen' ? 'system' : 'queue'} />
              </span>
              <span>
                <strong>{title}</strong>
                <span className="soft">{says}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function Form({ entry }: { entry: KindEntry }): ReactNode {
  const navigate = useNavigate();
  const [made, setMade] = useState<MadeDestination>();
  const create = useAct({
    run: delivery.destinations.create,
    keys: [['destinations']],
    isQuiet: true,
    onDone: (destination: MadeDestination) => {
      if (destination.signingSecret === null && destination.token === null) leave(destination.id);
      else setMade(destination);
    },
  });
  const leave = (id: string): void =>
    void navigate({ to: '/destinations/$destinationId', params: { destinationId: id } });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const text = readForm(event.currentTarget);
    create.mutate({ name: text('name').trim(), kind: entry.kind, config: toConfig(entry, text) });
  };
  return (
    <>
      <p className="soft">{entry.says}</p>
      <form className="form card" onSubmit={submit}>
        <Field label="Name" help="For you and your team, such as “Orders, production”.">
          {(ids) => <TextInput {...ids} name="name" maxLength={200} required />}
        </Field>
        <ConfigFields entry={entry} />
        {create.error === null ? null : <Note tone="bad">{create.error.message}</Note>}
        <div>
          <Button type="submit" look="primary" isBusy={create.isPending}>
            Create the destination
          </Button>
        </div>
      </form>
      {made === undefined ? null : (
        <ShownOnce
          title={`${visibleLine(made.name)} is made`}
          secrets={[
            ...(made.token === null
              ? []
              : [
                  {
                    label: 'Token',
                    value: made.token,
                    help: 'For hooklatch listen: with it your machine takes the events.',
                  },
                ]),
            ...(made.signingSecret === null
              ? []
              : [
                  {
                    label: 'Signing secret',
                    value: made.signingSecret,
                    help: 'With it your application verifies that a request comes from this gateway (Standard Webhooks).',
                  },
                ]),
          ]}
          onClose={() => leave(made.id)}
        />
      )}
    </>
  );
}

/** A new destination: first its kind, then what that kind asks for. */
export function NewDestinationScreen(): ReactNode {
  useTitle('New destination');
  const { kind } = useSearch({ from: '/shell/destinations/new' });
  const entry = kinds.find((each) => each.kind === kind);
  return (
    <div className="page">
      {entry === undefined ? (
        <BackLink to="/destinations">Destinations</BackLink>
      ) : (
        <BackLink to="/destinations/new">All kinds</BackLink>
      )}
      <h1>{entry === undefined ? 'New destination' : `New destination: ${entry.title}`}</h1>
      <ForMembers what="destinations">
        {entry === undefined ? <Kinds /> : <Form key={entry.kind} entry={entry} />}
      </ForMembers>
    </div>
  );
}
