import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { queries } from '../../api/queries.ts';
import { ApiProblem } from '../../api/request.ts';
import { counted, formatNumber, formatTime } from '../../lib/format.ts';
import { useMedia } from '../../lib/use-media.ts';
import { visibleLine } from '../../lib/visible.ts';
import { useTitle } from '../../shell/use-title.ts';
import { announce } from '../../ui/announce.tsx';
import { Button } from '../../ui/button.tsx';
import { BarChart } from '../../ui/chart.tsx';
import { Failure, Loading } from '../../ui/notes.tsx';
import { VirtualTable, type VirtualTableHandle } from '../../ui/virtual-table.tsx';
import { toEventColumns } from './event-columns.tsx';
import { EventPanel } from './event-panel.tsx';
import { filterNames, useEventQuery, useEventsSearch } from './events-query.ts';
import { FilterBar } from './filter-bar.tsx';
import { ListFooter } from './list-footer.tsx';
import { NoEvents } from './no-events.tsx';
import { useEventKeys } from './use-event-keys.ts';
import { useEventList } from './use-event-list.ts';

const series = [
  { name: 'verified', title: 'Verified', fill: 'good' },
  { name: 'duplicate', title: 'Duplicate', fill: 'quiet' },
  { name: 'rejected', title: 'Rejected', fill: 'bad' },
] as const;

/** The log of everything that came: a list that never moves by itself, and a panel beside it. */
export function EventsScreen(): ReactNode {
  useTitle('Events');
  const [search, change] = useEventsSearch();
  const query = useEventQuery(search);
  const list = useEventList(query);
  const histogram = useQuery(queries.histogram(query, 60));
  const endpoints = useQuery(queries.endpoints());
  const isNarrow = useMedia('(width < 48rem)');
  const table = useRef<VirtualTableHandle>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const [cursor, setCursor] = useState(search.event);
  const { rows, newCount, isMoreNew, showNew, toFresh } = list;

  const names = useMemo(
    () => new Map(endpoints.data?.items.map(({ id, name }) => [id, visibleLine(name)])),
    [endpoints.data],
  );
  const columns = useMemo(
    () => toEventColumns({ toFresh, isNarrow, toEndpointName: (id) => names.get(id) ?? id }),
    [toFresh, isNarrow, names],
  );
  const show = (): void => {
    showNew();
    table.current?.scrollToTop();
  };
  const { openAt, close } = useEventKeys({
    rows,
    cursor,
    setCursor,
    table,
    searchField,
    showNew: show,
    isNarrow,
  });
  useEffect(() => {
    if (newCount > 0) announce(`${counted(newCount, 'new event')}. Press n to show.`);
  }, [newCount]);

  const isFilterWrong = list.error instanceof ApiProblem && [400, 422].includes(list.error.status);
  const filterError = isFilterWrong ? list.error?.message : undefined;
  const isNarrowed = filterNames.some((name) => search[name] !== undefined);
  const countedFrom = histogram.data?.searchedThrough ?? null;
  const newText = `${formatNumber(newCount)}${isMoreNew ? '+' : ''} new`;
  return (
    <div className={`split events${search.event === undefined ? '' : ' split-open'}`}>
      <div className="events-main">
        <div className="events-head">
          <div className="page-head">
            <h1>Events</h1>
            <div className="push" />
            {newCount > 0 ? (
              <Button look="primary" hint="n" onClick={show}>
                {newText}
              </Button>
            ) : null}
          </div>
          <FilterBar searchRef={searchField} filterError={filterError} />
          {histogram.data === undefined || isFilterWrong ? null : (
            <BarChart
              title="Events over time"
              isSlim
              buckets={histogram.data.buckets}
              series={series}
              onPick={(from, to) => change({ range: undefined, from: String(from), to: String(to) })}
            />
          )}
          {isFilterWrong || countedFrom === null ? null : (
            <p className="field-help">Counted back to {formatTime(countedFrom)}.</p>
          )}
        </div>
        <div className="events-list">
          {list.isLoading ? (
            <div className="events-pad">
              <Loading lines={12} />
            </div>
          ) : list.error !== null && !isFilterWrong && rows.length === 0 ? (
            <div className="events-pad">
              <Failure error={list.error} onRetry={list.retry} />
            </div>
          ) : rows.length === 0 && !list.hasMore ? (
            <NoEvents isNarrowed={isNarrowed} endpoint={search.endpoint} hasFault={isFilterWrong} />
          ) : (
            <VirtualTable
              ref={table}
              caption="Events, the newest first"
              columns={columns}
              rows={rows}
              toKey={(row) => row.id}
              rowHeight={isNarrow ? 52 : 36}
              cursor={cursor}
              onCursor={setCursor}
              chosen={search.event}
              onEnd={list.searchedThrough === null ? list.loadMore : undefined}
              footer={<ListFooter list={list} />}
            />
          )}
        </div>
      </div>
      {search.event === undefined ? null : (
        <EventPanel
          id={search.event}
          tab={search.tab}
          body={search.body}
          act={search.act}
          compare={search.compare}
          onChange={change}
          onMove={openAt}
          onClose={close}
        />
      )}
    </div>
  );
}
