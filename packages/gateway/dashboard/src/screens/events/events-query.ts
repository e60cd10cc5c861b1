import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { EventQuery } from '../../api/api.ts';

/** What the URL of the list holds. */
export type EventsSearch = ReturnType<typeof useEventsSearch>[0];

const hour = 3_600_000;

/** The spans that can be chosen; without one, all that is kept. */
export const ranges = {
  '1h': { text: 'Last hour', ms: hour },
  '24h': { text: 'Last 24 hours', ms: 24 * hour },
  '7d': { text: 'Last 7 days', ms: 168 * hour },
  '30d': { text: 'Last 30 days', ms: 720 * hour },
} as const;

export type RangeName = keyof typeof ranges;

export const isRange = (name: string | undefined): name is RangeName =>
  name !== undefined && Object.hasOwn(ranges, name);

/** The names in the URL that narrow the list. */
export const filterNames = [
  'endpoint',
  'provider',
  'type',
  'outcome',
  'code',
  'range',
  'from',
  'to',
  'q',
  'filter',
] as const;

/** What the URL holds, and how to change it: one step in the history for a choice, none while typing. */
export function useEventsSearch() {
  const search = useSearch({ from: '/shell/events' });
  const navigate = useNavigate({ from: '/events' });
  const change = useCallback(
    (patch: Partial<typeof search>, { isStep = true } = {}): void => {
      void navigate({ search: (previous) => ({ ...previous, ...patch }), replace: !isStep });
    },
    [navigate],
  );
  return [search, change] as const;
}

const toTime = (text: string | undefined): number | undefined => {
  const time = Number(text);
  return text === undefined || !Number.isSafeInteger(time) ? undefined : time;
};

/** What is asked of the API. A span is counted from when it was chosen, so that pages of one list fit together. */
export function useEventQuery(search: EventsSearch): EventQuery {
  const { endpoint, provider, type, outcome, code, range, from, to, q, filter } = search;
  return useMemo(() => {
    const start = isRange(range)
      ? Math.floor((Date.now() - ranges[range].ms) / 60_000) * 60_000
      : toTime(from);
    const query = { endpoint, provider, type, outcome, code, q, filter };
    return { ...query, from: start, to: isRange(range) ? undefined : toTime(to) };
  }, [endpoint, provider, type, outcome, code, range, from, to, q, filter]);
}
