import { queryOptions } from '@tanstack/react-query';
import { api, type EventQuery } from './api.ts';

/** What is asked, and under which key it is kept: every screen reads through these. */
export const queries = {
  session: () => queryOptions({ queryKey: ['session'], queryFn: api.session.read, staleTime: 60_000 }),
  endpoints: () => queryOptions({ queryKey: ['endpoints'], queryFn: api.endpoints.list, staleTime: 30_000 }),
  endpoint: (id: string) =>
    queryOptions({ queryKey: ['endpoints', id], queryFn: () => api.endpoints.read(id), staleTime: 10_000 }),
  providers: () =>
    queryOptions({
      queryKey: ['providers'],
      queryFn: api.providers.list,
      staleTime: Number.POSITIVE_INFINITY,
    }),
  destinations: () =>
    queryOptions({ queryKey: ['destinations'], queryFn: api.destinations.list, staleTime: 30_000 }),
  connections: () =>
    queryOptions({ queryKey: ['connections'], queryFn: api.connections.list, staleTime: 30_000 }),
  event: (id: string) => queryOptions({ queryKey: ['event', id], queryFn: () => api.events.read(id) }),
  forward: (id: string) => queryOptions({ queryKey: ['forward', id], queryFn: () => api.forwards.read(id) }),
  histogram: (query: EventQuery, buckets: number) =>
    queryOptions({
      queryKey: ['histogram', query, buckets],
      queryFn: ({ signal }) => api.events.histogram({ ...query, buckets }, signal),
      placeholderData: (previous) => previous,
    }),
  overview: (spanMs: number, endpoint: string | undefined) =>
    queryOptions({
      queryKey: ['overview', spanMs, endpoint],
      queryFn: () => {
        const to = Date.now();
        return api.metrics.overview({ from: to - spanMs, to, endpoint });
      },
      placeholderData: (previous) => previous,
    }),
  openIssues: () => queryOptions({ queryKey: ['issues', 'open'], queryFn: () => api.issues.list('open') }),
} as const;
