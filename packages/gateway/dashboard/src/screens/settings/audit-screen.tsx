import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { adminQueries, type AuditEntry } from '../../api/admin-api.ts';
import { counted } from '../../lib/format.ts';
import { visibleLine } from '../../lib/visible.ts';
import { useTitle } from '../../shell/use-title.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/notes.tsx';
import { Time } from '../../ui/time.tsx';
import { Listed } from '../common/listed.tsx';
import { More } from '../common/more.tsx';
import { OwnerPage } from './only-owners.tsx';

const columns = [
  { name: 'at', title: 'When', cell: ({ at }: AuditEntry) => <Time at={at} /> },
  {
    name: 'who',
    title: 'Who',
    cell: ({ actor, actorName }: AuditEntry) => (
      <span className="words" title={actor}>
        {visibleLine(actorName ?? actor)}
      </span>
    ),
  },
  {
    name: 'what',
    title: 'What',
    cell: ({ action }: AuditEntry) => <code className="words">{visibleLine(action)}</code>,
  },
  {
    name: 'subject',
    title: 'Of what',
    cell: ({ subject, detail }: AuditEntry) => (
      <div className="stack-tight alert-cell">
        {subject === null ? null : <code className="faint words">{visibleLine(subject)}</code>}
        {detail === null ? null : <span className="soft words">{visibleLine(JSON.stringify(detail))}</span>}
      </div>
    ),
  },
] as const;

function Audit(): ReactNode {
  const list = useInfiniteQuery(adminQueries.audit());
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <h2>Audit log</h2>
      <Listed
        query={list}
        items={items}
        lines={8}
        empty={
          <EmptyState icon="events" title="Nothing has been changed yet">
            <p>Every change stands here: who made it, when, and of what. No secret is in it.</p>
          </EmptyState>
        }
      >
        <div className="stacks">
          <DataTable
            caption="What was changed, the newest first"
            columns={columns}
            rows={items}
            toKey={({ id }) => id}
          />
        </div>
        <More list={list} end={`${counted(items.length, 'change')}, that is all.`} />
      </Listed>
    </>
  );
}

/** Who changed what. */
export function AuditScreen(): ReactNode {
  useTitle('Audit log');
  return (
    <OwnerPage>
      <Audit />
    </OwnerPage>
  );
}
