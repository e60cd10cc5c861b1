import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { delivery, deliveryQueries, type BulkQuery } from '../../api/delivery-api.ts';
import { queries } from '../../api/queries.ts';
import { counted } from '../../lib/format.ts';
import { visibleLine } from '../../lib/visible.ts';
import { BackLink } from '../../shell/back-link.tsx';
import { useTitle } from '../../shell/use-title.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Select, TextInput } from '../../ui/field.tsx';
import { Failure } from '../../ui/notes.tsx';
import { Confirm } from '../common/confirm.tsx';
import { useLater } from '../common/use-later.ts';
import { useRefresh } from '../common/use-refresh.ts';
import { useRights } from '../common/use-rights.ts';
import { BulkList } from './bulk-list.tsx';
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

/** Which dead letters, how many that is, and the button that sends them again. */
function Plan(): ReactNode {
  const search = useSearch({ from: '/shell/bulk-retries' });
  const navigate = useNavigate({ from: '/bulk-retries' });
  const destinations = useQuery(queries.destinations()).data?.items ?? [];
  const endpoints = useQuery(queries.endpoints()).data?.items ?? [];
  const query = toBulkQuery(useLater(search));
  const plan = useQuery(deliveryQueries.bulkPlan(query));
  const [isAsked, setAsked] = useState(false);
  const change = (patch: Search): void =>
    void navigate({ search: (before) => ({ ...before, ...patch }), replace: true });
  const toOptions = (items: readonly { id: string; name: string }[], all: string) => [
    ['', all] as const,
    ...items.map(({ id, name }) => [id, visibleLine(name)] as const),
  ];
  const one = destinations.find(({ id }) => id === query.destinationId);
  const where =
    one === undefined ? `up to ${counted(destinations.length, 'destination')}` : visibleLine(one.name);
  const count = plan.data?.estimate ?? 0;
  const what = counted(count, 'dead letter');
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
        <Field label="Last status" isOptional>
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
      {plan.error === null ? null : <Failure error={plan.error} onRetry={() => void plan.refetch()} />}
      <div className="row plan">
        <p role="status">
          <strong className="plan-count number">{plan.data === undefined ? '…' : what}</strong>{' '}
          <span className="soft">{count === 1 ? 'matches.' : 'match.'}</span>
        </p>
        <Button
          look="primary"
          icon="replay"
          className="push"
          disabled={plan.data === undefined || count === 0}
          onClick={() => setAsked(true)}
        >
          Retry {what} …
        </Button>
      </div>
      {isAsked ? (
        <Confirm
          title={`Retry ${what}`}
          confirm={`Send ${what} to ${where}`}
          icon="replay"
          look="primary"
          run={() => delivery.bulk.start(query)}
          keys={[['bulk-retries'], ['forwards'], ['destinations']]}
          done={`${what} are being sent again.`}
          onClose={() => setAsked(false)}
        >
          <p>
            Each is sent with its exact bytes, with its whole schedule of retries before it, and goes to{' '}
            <strong>{where}</strong>. Limits of rate and concurrency hold. It can be cancelled while it runs.
          </p>
          <p className="soft">
            About {what}: what dies or is sent meanwhile changes the number. An event that the destination has
            handled after all comes to it again, with the same id.
          </p>
        </Confirm>
      ) : null}
    </section>
  );
}

/** Sends many dead letters again: query, estimate, confirmation, progress. */
export function BulkScreen(): ReactNode {
  useTitle('Bulk retry');
  const { canReplay } = useRights();
  useRefresh(['bulk-retries'], ['bulk_changed', 'forward_changed']);
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
