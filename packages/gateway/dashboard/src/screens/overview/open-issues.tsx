import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { queries } from '../../api/queries.ts';
import { formatNumber } from '../../lib/format.ts';
import { visibleLine } from '../../lib/visible.ts';
import { toCause } from '../issues/to-cause.ts';
import { Badge } from '../../ui/badge.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Failure, Loading } from '../../ui/notes.tsx';
import { Time } from '../../ui/time.tsx';

/** What is wrong with destinations just now. */
export function OpenIssues(): ReactNode {
  const issues = useQuery(queries.openIssues());
  return (
    <section className="card" aria-label="Open issues">
      <h2>
        <Link to="/issues">Open issues</Link>
      </h2>
      {issues.error === null ? null : <Failure error={issues.error} />}
      {issues.isPending ? <Loading lines={2} /> : null}
      {issues.data?.items.length === 0 ? (
        <p>
          <Badge tone="good" icon="check">
            No open issue
          </Badge>{' '}
          <span className="soft">Every destination takes what it is sent.</span>
        </p>
      ) : null}
      {issues.data === undefined || issues.data.items.length === 0 ? null : (
        <DataTable
          caption="Destinations with open issues"
          columns={[
            {
              name: 'destination',
              title: 'Destination',
              cell: ({ id, destinationName, cause }) => (
                <>
                  <Link to="/issues" search={{ issue: id }} className="words">
                    {visibleLine(destinationName)}
                  </Link>
                  <div>
                    <Badge tone="bad" icon="warning" isBare>
                      {toCause(cause)}
                    </Badge>
                  </div>
                </>
              ),
            },
            { name: 'count', title: 'Failures', isNumber: true, cell: ({ count }) => formatNumber(count) },
            { name: 'since', title: 'Since', cell: ({ firstAt }) => <Time at={firstAt} /> },
            { name: 'last', title: 'Last', from: 'medium', cell: ({ lastAt }) => <Time at={lastAt} /> },
          ]}
          rows={issues.data.items}
          toKey={({ id }) => id}
        />
      )}
    </section>
  );
}
