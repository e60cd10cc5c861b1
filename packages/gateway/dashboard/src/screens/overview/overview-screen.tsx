import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { queries } from '../../api/queries.ts';
import type { Overview } from '../../api/types.ts';
import { visibleLine } from '../../lib/visible.ts';
import { useTitle } from '../../shell/use-title.ts';
import { BarList } from '../../ui/bar-list.tsx';
import { BarChart } from '../../ui/chart.tsx';
import { Select } from '../../ui/field.tsx';
import { Failure, Loading } from '../../ui/notes.tsx';
import { isRange, ranges } from '../events/events-query.ts';
import { FirstSteps } from './first-steps.tsx';
import { OpenIssues } from './open-issues.tsx';
import { Tiles } from './tiles.tsx';

const received = [
  { name: 'verified', title: 'Verified', fill: 'good' },
  { name: 'duplicate', title: 'Duplicate', fill: 'quiet' },
  { name: 'rejected', title: 'Rejected', fill: 'bad' },
] as const;

const forwarded = [
  { name: 'delivered', title: 'Delivered', fill: 'good' },
  { name: 'failed', title: 'Failed attempts', fill: 'warn' },
  { name: 'dead', title: 'Dead', fill: 'bad' },
] as const;

interface RejectionsProps {
  readonly overview: Overview;
  readonly endpoint: string | undefined;
}

function Rejections({ overview, endpoint }: RejectionsProps): ReactNode {
  return (
    <section className="card" aria-label="Rejected, by reason">
      <h2>Rejected, by reason</h2>
      {overview.rejections.length === 0 ? (
        <p className="soft">Nothing was rejected in this time.</p>
      ) : (
        <BarList
          label="Reasons"
          items={overview.rejections.map(({ code, count }) => ({
            name: code,
            count,
            text: (
              <Link to="/events" search={{ endpoint, outcome: 'rejected', code }}>
                {visibleLine(code)}
              </Link>
            ),
          }))}
        />
      )}
    </section>
  );
}

/** How the gateway is doing: what came, what went on, what is wrong. */
export function OverviewScreen(): ReactNode {
  useTitle('Overview');
  const search = useSearch({ from: '/shell/' });
  const navigate = useNavigate({ from: '/' });
  const range = isRange(search.range) ? search.range : '24h';
  const { endpoint } = search;
  const overview = useQuery(queries.overview(ranges[range].ms, endpoint));
  const endpoints = useQuery(queries.endpoints());
  const pick = (from: number, to: number): void =>
    void navigate({ to: '/events', search: { endpoint, from: String(from), to: String(to) } });
  if (endpoints.data?.items.length === 0) return <FirstSteps />;
  return (
    <div className="page">
      <div className="page-head">
        <h1>Overview</h1>
        <Select
          className="push"
          aria-label="Time"
          value={range}
          options={Object.entries(ranges).map(([name, { text }]) => [name, text] as const)}
          onChange={(event) => void navigate({ search: (old) => ({ ...old, range: event.target.value }) })}
        />
      </div>
      {overview.error === null ? null : (
        <Failure error={overview.error} onRetry={() => void overview.refetch()} />
      )}
      {overview.isPending ? <Loading lines={10} /> : null}
      {overview.data === undefined ? null : (
        <>
          <Tiles overview={overview.data} />
          <div className="overview-grid">
            <section className="card" aria-label="Received">
              <BarChart title="Received" buckets={overview.data.buckets} series={received} onPick={pick} />
            </section>
            <section className="card" aria-label="Forwarded">
              <BarChart title="Forwarded" buckets={overview.data.buckets} series={forwarded} />
            </section>
            <OpenIssues />
            <Rejections overview={overview.data} endpoint={endpoint} />
          </div>
        </>
      )}
    </div>
  );
}
