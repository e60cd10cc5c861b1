import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import type { EventDetail } from '../../api/event-types.ts';
import { queries } from '../../api/queries.ts';
import { diffJson, type Difference } from '../../lib/diff-json.ts';
import { counted, formatTime } from '../../lib/format.ts';
import { readJson } from '../../lib/read-json.ts';
import { visibleLine } from '../../lib/visible.ts';
import { BackLink } from '../../shell/back-link.tsx';
import { useTitle } from '../../shell/use-title.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Switch } from '../../ui/field.tsx';
import { EmptyState, Failure, Loading } from '../../ui/notes.tsx';
import { useKeys } from '../../ui/keys.ts';
import { toTitle } from '../events/event-columns.tsx';

const bodyOf = ({ body }: EventDetail): unknown => {
  if (body.text === null) return body.base64;
  const json = readJson(body.text);
  return json === undefined ? body.text : json.value;
};

// Repeats of a name stand beside each other, each with its number.
function headersOf({ headers }: EventDetail): Record<string, string> {
  const counts = new Map<string, number>();
  return Object.fromEntries(
    headers.map(([name, value]) => {
      const key = name.toLowerCase();
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return [count === 1 ? key : `${key} (${count})`, value];
    }),
  );
}

const isSame = ({ left, right }: Difference): boolean => left === right;

interface PartProps {
  readonly title: string;
  readonly differences: readonly Difference[];
  readonly isAll: boolean;
}

function Part({ title, differences, isAll }: PartProps): ReactNode {
  const rows = differences.filter((one) => isAll || !isSame(one));
  const value = (text: string | undefined, side: string, same: boolean): ReactNode => (
    <code className={same ? 'compare-same' : `compare-${side}`} dir="ltr">
      {text === undefined ? '—' : visibleLine(text.length > 600 ? `${text.slice(0, 600)}…` : text)}
    </code>
  );
  return (
    <section className="stack-tight compare" aria-label={title}>
      <h2>
        {title}{' '}
        <span className="faint">
          {counted(differences.filter((one) => !isSame(one)).length, 'difference')}
        </span>
      </h2>
      {rows.length === 0 ? (
        <p className="soft">Both are the same.</p>
      ) : (
        <DataTable
          caption={`${title}: differences`}
          columns={[
            {
              name: 'path',
              title: 'Place',
              cell: ({ path }) => <code>{visibleLine(path === '' ? '(all)' : path)}</code>,
            },
            { name: 'left', title: 'First', cell: (one) => value(one.left, 'left', isSame(one)) },
            { name: 'right', title: 'Second', cell: (one) => value(one.right, 'right', isSame(one)) },
          ]}
          rows={rows}
          toKey={({ path }) => path}
        />
      )}
    </section>
  );
}

function Comparison({
  left,
  right,
  isAll,
}: {
  left: EventDetail;
  right: EventDetail;
  isAll: boolean;
}): ReactNode {
  const body = useMemo(() => diffJson(bodyOf(left), bodyOf(right)), [left, right]);
  const headers = useMemo(() => diffJson(headersOf(left), headersOf(right)), [left, right]);
  return (
    <>
      <div className="stack-tight">
        {[left, right].map((event, at) => (
          <p key={event.id}>
            <span className="faint">{at === 0 ? 'First' : 'Second'}</span> <strong>{toTitle(event)}</strong>{' '}
            <span className="soft">
              {visibleLine(event.provider)}, {formatTime(event.receivedAt)}
            </span>
          </p>
        ))}
      </div>
      <Part title="Body" differences={body} isAll={isAll} />
      <Part title="Headers" differences={headers} isAll={isAll} />
    </>
  );
}

/** Two events beside each other, place by place. */
export function CompareScreen(): ReactNode {
  useTitle('Compare');
  const search = useSearch({ from: '/shell/compare' });
  const navigate = useNavigate({ from: '/compare' });
  const left = useQuery({ ...queries.event(search.left ?? ''), enabled: search.left !== undefined });
  const right = useQuery({ ...queries.event(search.right ?? ''), enabled: search.right !== undefined });
  const isAll = search.all === 'yes';
  const back = (): void => void navigate({ to: '/events', search: { event: search.right } });
  useKeys('Compare', [{ keys: 'Escape', name: 'To the list', run: back }]);
  const error = left.error ?? right.error;
  return (
    <div className="page">
      <BackLink to="/events" search={{ event: search.right }}>
        Events
      </BackLink>
      <div className="page-head">
        <h1>Compare two events</h1>
        <span className="push" />
        <Switch
          label="Show what is the same"
          isOn={isAll}
          onChange={(isOn) =>
            void navigate({ search: (old) => ({ ...old, all: isOn ? 'yes' : undefined }), replace: true })
          }
        />
        <Button
          icon="diff"
          onClick={() =>
            void navigate({ search: (old) => ({ ...old, left: old.right, right: old.left }), replace: true })
          }
        >
          Swap
        </Button>
      </div>
      {error === null ? null : <Failure error={error} />}
      {search.left === undefined || search.right === undefined ? (
        <EmptyState icon="diff" title="Two events are needed">
          <p>In the list of events press d on one event, and d on another.</p>
        </EmptyState>
      ) : null}
      {error === null && (left.isLoading || right.isLoading) ? <Loading lines={8} /> : null}
      {left.data !== undefined && right.data !== undefined ? (
        <Comparison left={left.data} right={right.data} isAll={isAll} />
      ) : null}
    </div>
  );
}
