import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Bulk, BulkPlan, BulkQuery } from '../../../src/lib/api/bulk-schemas.ts';
import type {
  ConnectionChange,
  FilterQuestion,
  FilterTest,
  NewConnection,
} from '../../../src/lib/api/connection-schemas.ts';
import type {
  DestinationChange,
  DestinationTest,
  MadeDestination,
  NewDestination,
} from '../../../src/lib/api/destination-schemas.ts';
import type { Tunnel } from '../../../src/lib/api/tunnel-schemas.ts';
import type { Forward, ForwardState } from './event-types.ts';
import { request, toQuery } from './request.ts';
import type { Connection, Destination, Page } from './types.ts';

export type { Bulk, BulkQuery } from '../../../src/lib/api/bulk-schemas.ts';
export type { FilterTest } from '../../../src/lib/api/connection-schemas.ts';
export type {
  DestinationChange,
  DestinationKind,
  DestinationTest,
  MadeDestination,
} from '../../../src/lib/api/destination-schemas.ts';
export type { Tunnel } from '../../../src/lib/api/tunnel-schemas.ts';

/** Which forwards: the query of their list. */
export interface ForwardQuery {
  readonly state?: ForwardState | undefined;
  readonly destination?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly type?: string | undefined;
}

const at = (id: string): string => encodeURIComponent(id);
const post = <Answer>(path: string, body?: object): Promise<Answer> =>
  request<Answer>(path, body === undefined ? { method: 'POST' } : { method: 'POST', body });

/** Where events go, and what is on its way there. */
export const delivery = {
  destinations: {
    read: (id: string) => request<Destination>(`/destinations/${at(id)}`),
    create: (body: NewDestination) => post<MadeDestination>('/destinations', body),
    change: (id: string, body: DestinationChange) =>
      request<Destination>(`/destinations/${at(id)}`, { method: 'PATCH', body }),
    remove: (id: string) => request(`/destinations/${at(id)}`, { method: 'DELETE' }),
    pause: (id: string) => post<Destination>(`/destinations/${at(id)}/pause`),
    resume: (id: string) => post<Destination>(`/destinations/${at(id)}/resume`),
    test: (id: string) => post<DestinationTest>(`/destinations/${at(id)}/test`),
    renewSecret: (id: string) => post<{ signingSecret: string }>(`/destinations/${at(id)}/signing-secret`),
    renewToken: (id: string) => post<{ token: string }>(`/destinations/${at(id)}/token`),
  },
  connections: {
    create: (body: NewConnection) => post<Connection>('/connections', body),
    change: (id: string, body: ConnectionChange) =>
      request<Connection>(`/connections/${at(id)}`, { method: 'PATCH', body }),
    remove: (id: string) => request(`/connections/${at(id)}`, { method: 'DELETE' }),
    testFilter: (body: FilterQuestion) => post<FilterTest>('/filters/test', body),
  },
  bulk: {
    plan: (query: BulkQuery) => post<BulkPlan>('/bulk-retries/plan', { query }),
    start: (query: BulkQuery) => post<Bulk>('/bulk-retries', { query }),
    cancel: (id: string) => post<Bulk>(`/bulk-retries/${at(id)}/cancel`),
  },
} as const;

/** What is asked of it, and under which key it is kept. */
export const deliveryQueries = {
  destination: (id: string) =>
    queryOptions({ queryKey: ['destinations', id], queryFn: () => delivery.destinations.read(id) }),
  forwards: (query: ForwardQuery) =>
    infiniteQueryOptions({
      queryKey: ['forwards', query],
      queryFn: ({ pageParam }) =>
        request<Page<Forward>>(`/forwards${toQuery({ ...query, cursor: pageParam, limit: 100 })}`),
      initialPageParam: '',
      getNextPageParam: ({ next }) => next,
    }),
  filterTest: (filter: string, endpointId: string | undefined) =>
    queryOptions({
      queryKey: ['filter-test', filter, endpointId],
      queryFn: () =>
        delivery.connections.testFilter({
          filter,
          ...(endpointId !== undefined && { endpointId }),
          limit: 20,
        }),
      placeholderData: (previous) => previous,
    }),
  bulkPlan: (query: BulkQuery) =>
    queryOptions({
      queryKey: ['forwards', 'plan', query],
      queryFn: () => delivery.bulk.plan(query),
      placeholderData: (previous) => previous,
    }),
  bulks: () =>
    queryOptions({
      queryKey: ['bulk-retries'],
      queryFn: () => request<Page<Bulk>>('/bulk-retries?limit=20'),
    }),
  tunnels: () =>
    queryOptions({
      queryKey: ['tunnels'],
      queryFn: () => request<{ items: Tunnel[] }>('/tunnels'),
      refetchInterval: 10_000,
    }),
} as const;
