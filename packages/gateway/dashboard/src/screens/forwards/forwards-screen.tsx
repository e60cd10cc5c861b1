import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { deliveryQueries } from '../../api/delivery-api.ts';
import type { ForwardState } from '../../api/event-types.ts';
import { queries } from '../../api/queries.ts';
import { counted } from '../../lib/format.ts';
import { useMedia } from '../../lib/use-media.ts';
import { visibleLine } from '../../lib/visible.ts';
import { useTitle } from '../../shell/use-title.ts';
import { useKeys } from '../../ui/keys.ts';
import { Failure, Loading } from '../../ui/notes.tsx';
import { VirtualTable, type VirtualTableHandle } from '../../ui/virtual-table.tsx';
import { More } from '../common/more.tsx';
import { Views } from '../common/screen-tabs.tsx';
import { useRefresh } from '../common/use-refresh.ts';
import { useRights } from '../common/use-rights.ts';
import { toForwardColumns } from './forward-columns.tsx';
import { ForwardFilters } from './forward-filters.tsx';
import { ForwardPanel } from './forward-panel.tsx';
import { NoForwards } from './no-forwards.tsx';

const views = [
  { value: '', title: 'All' },
  { value: 'queued', title: 'Queued' },
  { value: 'dead', title: 'Dead letters' },
  { value: 'delivered', title: 'Delivered' },
  { value: 'cancelled', title: 'Cancelled' },
] as const;
const states = ['queued', 'leased', 'delivered', 'dead', 'cancelled'];

/** What is on its way, and what came of it; the dead letters wait here to be sent again. */
export function ForwardsScreen(): ReactNode {
  useTitle('Forwards');
  const search = useSearch({ from: '/shell/forwards' });
  const navigate = useNavigate({ from: '/forwards' });
  const { canReplay } = useRights();
  const state = states.find((each) => each === search.state) as ForwardState | undefined;
  const { destination, endpoint, type, forward } = search;
  const list = useInfiniteQuery(deliveryQueries.forwards({ state, destination, endpoint, type }));
  const destinations = useQuery(queries.destinations());
  useRefresh(['forwards'], ['forward_changed', 'routed', 'bulk_changed']);
  const isNarrow = useMedia('(width < 48rem)');
  const table = useRef<VirtualTableHandle>(null);
  const [cursor, setCursor] = useState(forward);
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const names = useMemo(
    () => new Map(destinations.data?.items.map(({ id, name }) => [id, visibleLine(name)])),
    [destinations.data],
  );
  const toName = useCallback((id: string) => names.get(id) ?? id, [names]);
  const columns = useMemo(() => toForwardColumns({ toName, isNarrow }), [toName, isNarrow]);
  const change = (patch: Partial<typeof search>): void =>
    void navigate({ search: (before) => ({ ...before, ...patch }) });
  const move = (step: number): void => {
    const next = rows[cursor === undefined ? 0 : rows.findIndex(({ id }) => id === cursor) + step];
    if (next === undefined) return;
    table.current?.focusRow(next.id);
    if (forward !== undefined && !isNarrow) change({ forward: next.id });
  };
  const close = (): void => {
    change({ forward: undefined });
    if (forward !== undefined) table.current?.focusRow(forward);
  };
  useKeys('Forwards', [
    { keys: 'j', name: 'Next forward', run: () => move(1) },
    { keys: 'k', name: 'Forward before', run: () => move(-1) },
    { keys: 'Escape', name: 'Close the panel', run: close },
  ]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const isNarrowed = [destination, endpoint, type].some((each) => each !== undefined);
  const retryAll = { destination, endpoint, type };
  return (
    <div className={`split events${forward === undefined ? '' : ' split-open'}`}>
      <div className="events-main">
        <div className="events-head">
          <div className="page-head">
            <h1>{state === 'dead' ? 'Dead letters' : 'Forwards'}</h1>
            <span className="push" />
            <Link className="button button-plain" to="/bulk-retries" search={retryAll}>
              {canReplay ? 'Retry many …' : 'Bulk retries'}
            </Link>
          </div>
          <Views
            label="State"
            choices={views}
            chosen={state ?? ''}
            onChoose={(value) => change({ state: value || undefined, forward: undefined })}
          />
          <ForwardFilters search={search} onChange={change} />
        </div>
        <div className="events-list">
          {list.isPending ? (
            <div className="events-pad">
              <Loading lines={12} />
            </div>
          ) : list.error !== null && rows.length === 0 ? (
            <div className="events-pad">
              <Failure error={list.error} onRetry={() => void list.refetch()} />
            </div>
          ) : rows.length === 0 ? (
            <NoForwards state={state} isNarrowed={isNarrowed} />
          ) : (
            <VirtualTable
              ref={table}
              caption="Forwards, the newest first"
              columns={columns}
              rows={rows}
              toKey={({ id }) => id}
              rowHeight={isNarrow ? 52 : 40}
              cursor={cursor}
              onCursor={setCursor}
              chosen={forward}
              onEnd={hasNextPage ? onEnd : undefined}
              footer={<More list={list} end={`${counted(rows.length, 'forward')}, that is all.`} />}
            />
          )}
        </div>
      </div>
      {forward === undefined ? null : (
        <ForwardPanel id={forward} toName={toName} onMove={move} onClose={close} />
      )}
    </div>
  );
}
