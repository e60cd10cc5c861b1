import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { BulkQuery } from '../../api/delivery-api.ts';
import { queries } from '../../api/queries.ts';
import { visibleLine } from '../../lib/visible.ts';
import { BackLink } from '../../shell/back-link.tsx';
import { useTitle } from '../../shell/use-title.ts';
import { Field, Select, TextInput } from '../../ui/field.tsx';
import { useLater } from '../common/use-later.ts';
import { useRefresh } from '../common/use-refresh.ts';
import { useRights } from '../common/use-rights.ts';
import { BulkList } from './bulk-list.tsx';
import { BulkPlan } from './bulk-plan.tsx';
import { readWhen, writeWhen } from './local-time.ts';

interface Search {
  readonly destination?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly type?: string | undefined;
  readonly status?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const toNumber = (text: string | undefined): number | undefined =>
  text === undefined || !/^\d{1,15}$/.test(text) ? undefined : Number(text);

function toBulkQuery({ destination, endpoint, type, status, from, to }: Search): BulkQuery {
  const given = {
    destinationId: destination,
    endpointId: endpoint,
    type,
    status: toNumber(status),
    from: toNumber(from),
    to: toNumber(to),
  };
  return {
    state: 'dead',
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
}

/** Which dead letters, and what would become of them. */
function Plan(): ReactNode {
  const search = useSearch({ from: '/shell/bulk-retries' });
  const navigate = useNavigate({ from: '/bulk-retries' });
  const destinations = useQuery(queries.destinations()).data?.items ?? [];
  const endpoints = useQuery(queries.endpoints()).data?.items ?? [];
  const later = useLater(search);
  const query = toBulkQuery(later);
  // It would be left out of the query, which would mean more than was asked for.
  const wrong =
    search.status === undefined || /^[1-5]\d\d$/.test(search.status)
      ? undefined
      : 'A status is a number from 100 to 599.';
  const change = (patch: Search): void =>
    void navigate({ search: (before) => ({ ...before, ...patch }), replace: true });
  const toOptions = (items: readonly { id: string; name: string }[], all: string) => [
    ['', all] as const,
    ...items.map(({ id, name }) => [id, visibleLine(name)] as const),
  ];
  return (
    <section className="card" aria-label="Query">
      <h2>Which dead letters?</h2>
      <div className="fields">
        <Field label="Destination">
          {(ids) => (
            <Select
              {...ids}
              value={search.destination ?? ''}
              options={toOptions(destinations, 'Every destination')}
              onChange={(event) => change({ destination: event.target.value || undefined })}
            />
          )}
        </Field>
        <Field label="Endpoint of the events">
          {(ids) => (
            <Select
              {...ids}
              value={search.endpoint ?? ''}
              options={toOptions(endpoints, 'Every endpoint')}
              onChange={(event) => change({ endpoint: event.target.value || undefined })}
            />
          )}
        </Field>
        <Field label="Type" isOptional>
          {(ids) => (
            <TextInput
              {...ids}
              placeholder="invoice.*"
              value={search.type ?? ''}
              onChange={(event) => change({ type: event.target.value || undefined })}
            />
          )}
        </Field>
        <Field label="Last status" isOptional error={wrong}>
          {(ids) => (
            <TextInput
              {...ids}
              inputMode="numeric"
              placeholder="503"
              value={search.status ?? ''}
              onChange={(event) => change({ status: event.target.value || undefined })}
            />
          )}
        </Field>
        {(['from', 'to'] as const).map((name) => (
          <Field key={name} label={name === 'from' ? 'Made from' : 'Made before'} isOptional>
            {(ids) => (
              <TextInput
                {...ids}
                type="datetime-local"
                value={writeWhen(toNumber(search[name]))}
                onChange={(event) => change({ [name]: readWhen(event.target.value) })}
              />
            )}
          </Field>
        ))}
      </div>
      {wrong === undefined ? (
        <BulkPlan query={query} isOld={later !== search} />
      ) : (
        <p className="soft plan">It is counted as soon as the status can be read.</p>
      )}
    </section>
  );
}

/** Sends many dead letters again: query, estimate, confirmation, progress. */
export function BulkScreen(): ReactNode {
  useTitle('Bulk retry');
  const { canReplay } = useRights();
  useRefresh(['bulk-retries'], ['bulk_changed', 'forward_changed']);
  useRefresh(['forwards', 'plan'], ['bulk_changed', 'forward_changed']);
  return (
    <div className="page">
      <BackLink to="/forwards" search={{ state: 'dead' }}>
        Dead letters
      </BackLink>
      <h1>Bulk retry</h1>
      {canReplay ? <Plan /> : null}
      <BulkList />
    </div>
  );
}
