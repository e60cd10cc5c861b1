import { useInfiniteQuery, useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { api, type EventQuery } from '../../api/api.ts';
import type { EventRow, EventsPage } from '../../api/event-types.ts';
import { useHappenings } from '../../api/live-context.ts';

const pageSize = 100;
const headMs = 1000;

/** The list as the screen needs it. */
export interface EventList {
  readonly rows: readonly EventRow[];
  readonly isLoading: boolean;
  readonly error: Error | null;
  readonly isLoadingMore: boolean;
  /** How far back a search that scans has looked, while it may go on. */
  readonly searchedThrough: number | null;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  readonly retry: () => void;
  /** How many wait to be shown; past a page it is only known that there are more. */
  readonly newCount: number;
  readonly isMoreNew: boolean;
  readonly showNew: () => void;
  /** The row as it is now, where it is among the newest. */
  readonly toFresh: (row: EventRow) => EventRow;
}

/** Reads the log page by page. What comes meanwhile is counted and not shown, so that no row moves under the reader. */
export function useEventList(query: EventQuery): EventList {
  const client = useQueryClient();
  const key = useMemo(() => ['events', query] as const, [query]);
  const list = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      api.events.list({ ...query, cursor: pageParam, limit: pageSize }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: EventsPage) => page.next ?? undefined,
    // All pages would be read again; the head below says what is new.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnReconnect: false,
  });
  const head = useQuery({
    queryKey: ['events-head', query],
    queryFn: ({ signal }) => api.events.list({ ...query, limit: pageSize }, signal),
    enabled: list.isSuccess,
    initialData: list.data?.pages[0],
    initialDataUpdatedAt: list.dataUpdatedAt,
  });
  const { refetch } = head;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useHappenings(({ kind }) => {
    if (kind !== 'stored' && kind !== 'routed' && kind !== 'forward_changed') return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void refetch();
    }, headMs);
  });

  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const heads = head.data?.items;
  const fresh = useMemo(() => new Map(heads?.map((row) => [row.id, row])), [heads]);
  const top = rows[0]?.id;
  const place = heads?.findIndex((row) => row.id === top) ?? 0;
  const isMoreNew = place < 0 && rows.length > 0;
  const newCount = heads === undefined || !list.isSuccess ? 0 : place < 0 ? heads.length : place;
  const showNew = useCallback(() => {
    if (heads === undefined || newCount === 0) return;
    if (isMoreNew) {
      void client.resetQueries({ queryKey: key });
      return;
    }
    client.setQueryData<InfiniteData<EventsPage, string | undefined>>(key, (data) => {
      const [first, ...others] = data?.pages ?? [];
      if (data === undefined || first === undefined) return data;
      return {
        ...data,
        pages: [{ ...first, items: [...heads.slice(0, newCount), ...first.items] }, ...others],
      };
    });
  }, [client, key, heads, newCount, isMoreNew]);
  // Nothing can move in an empty list.
  useEffect(() => {
    if (list.isSuccess && rows.length === 0 && newCount > 0) showNew();
  }, [list.isSuccess, rows.length, newCount, showNew]);

  const last = list.data?.pages.at(-1);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = list;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  return {
    rows,
    isLoading: list.isPending,
    error: list.error,
    isLoadingMore: isFetchingNextPage,
    searchedThrough: hasNextPage ? (last?.searchedThrough ?? null) : null,
    hasMore: hasNextPage,
    loadMore,
    retry: () => void list.refetch(),
    newCount: rows.length === 0 ? 0 : newCount,
    isMoreNew,
    showNew,
    toFresh: (row) => fresh.get(row.id) ?? row,
  };
}
