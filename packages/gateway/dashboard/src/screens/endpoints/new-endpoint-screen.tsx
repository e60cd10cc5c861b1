import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { queries } from '../../api/queries.ts';
import type { Provider } from '../../api/types.ts';
import { counted } from '../../lib/format.ts';
import { BackLink } from '../../shell/back-link.tsx';
import { useTitle } from '../../shell/use-title.ts';
import { Field, TextInput } from '../../ui/field.tsx';
import { Failure, Loading, Note } from '../../ui/notes.tsx';
import { ForMembers } from '../common/for-members.tsx';
import { NewEndpointForm } from './new-endpoint-form.tsx';
import { Progress } from './progress.tsx';

const popular = ['stripe', 'github', 'shopify', 'clerk', 'supabase', 'gitlab', 'slack', 'paypal', 'twilio'];

function toFound(providers: readonly Provider[], find: string): readonly Provider[] {
  const text = find.trim().toLowerCase();
  if (text !== '') {
    return providers.filter(({ name, title }) => name.includes(text) || title.toLowerCase().includes(text));
  }
  const rank = ({ name }: Provider): number =>
    popular.includes(name) ? popular.indexOf(name) : popular.length;
  return providers.toSorted((a, b) => rank(a) - rank(b) || a.title.localeCompare(b.title));
}

interface PickerProps {
  readonly providers: readonly Provider[];
  readonly find: string;
  readonly onFind: (find: string) => void;
}

function Picker({ providers, find, onFind }: PickerProps): ReactNode {
  const navigate = useNavigate();
  const found = useMemo(() => toFound(providers, find), [providers, find]);
  const [only] = found;
  return (
    <div className="stack">
      <form
        className="form"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          if (only !== undefined) void navigate({ to: '/endpoints/new', search: { provider: only.name } });
        }}
      >
        <Field
          label="Who sends the webhooks?"
          help={`${counted(found.length, 'provider')}. Enter takes the first. One that is not here: Standard Webhooks, or a scheme of your own.`}
        >
          {(ids) => (
            <TextInput
              {...ids}
              type="search"
              placeholder="Find a provider"
              value={find}
              // oxlint-disable-next-line jsx-a11y/no-autofocus
              autoFocus
              onChange={(event) => onFind(event.target.value)}
            />
          )}
        </Field>
      </form>
      {found.length === 0 ? (
        <Note tone="info">
          No provider is called that. Many sign by Standard Webhooks: look for “standard”, or choose “custom”.
        </Note>
      ) : (
        <ul className="providers" aria-label="Providers">
          {found.map(({ name, title }) => (
            <li key={name}>
              <Link className="provider" to="/endpoints/new" search={{ provider: name }}>
                <span className="provider-mark" aria-hidden="true">
                  {title.slice(0, 1)}
                </span>
                <span className="clip">{title}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The way to a new endpoint: the provider, then its name and secret. Where one is stands in the URL. */
export function NewEndpointScreen(): ReactNode {
  useTitle('New endpoint');
  const { provider, find = '' } = useSearch({ from: '/shell/endpoints/new' });
  const navigate = useNavigate({ from: '/endpoints/new' });
  const providers = useQuery(queries.providers());
  const chosen = providers.data?.items.find(({ name }) => name === provider);
  return (
    <div className="page">
      {chosen === undefined ? (
        <BackLink to="/endpoints">Endpoints</BackLink>
      ) : (
        <BackLink to="/endpoints/new">Another provider</BackLink>
      )}
      <div className="page-head">
        <h1>{chosen === undefined ? 'New endpoint' : `New endpoint for ${chosen.title}`}</h1>
      </div>
      <ForMembers what="endpoints">
        <Progress at={chosen === undefined ? 0 : 1} />
        {providers.error === null ? null : (
          <Failure error={providers.error} onRetry={() => void providers.refetch()} />
        )}
        {providers.isPending ? <Loading /> : null}
        {providers.data !== undefined && chosen === undefined ? (
          <Picker
            providers={providers.data.items}
            find={find}
            onFind={(text) => void navigate({ search: { find: text }, replace: true })}
          />
        ) : null}
        {chosen === undefined ? null : <NewEndpointForm key={chosen.name} provider={chosen} />}
      </ForMembers>
    </div>
  );
}
