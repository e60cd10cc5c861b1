import type { OwnPassword } from '../../../src/lib/api/access-schemas.ts';
import type {
  Alert,
  EventDetail,
  EventHistogram,
  EventsPage,
  Forward,
  ForwardDetail,
  ForwardState,
  Verification,
} from './event-types.ts';
import { request, requestText, toQuery } from './request.ts';
import type {
  Connection,
  Destination,
  Endpoint,
  EndpointChange,
  Issue,
  NewEndpoint,
  Overview,
  Page,
  Provider,
  Session,
  TestDelivery,
} from './types.ts';

/** Which events: the query of the list and of the histogram. Times are Unix milliseconds. */
export interface EventQuery {
  readonly endpoint?: string | undefined;
  readonly provider?: string | undefined;
  readonly type?: string | undefined;
  readonly outcome?: string | undefined;
  readonly code?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly q?: string | undefined;
  readonly filter?: string | undefined;
}

const at = (id: string): string => encodeURIComponent(id);

/** Everything that the screens ask of the gateway. */
export const api = {
  session: {
    read: () => request<Session>('/session'),
    signIn: (body: { email: string; password: string }) => request('/session', { method: 'POST', body }),
    changePassword: (body: OwnPassword) => request<Session>('/session/password', { method: 'POST', body }),
    signOut: () => request('/session', { method: 'DELETE' }),
    setUp: (body: { token: string; email: string; name: string; password: string }) =>
      request('/setup', { method: 'POST', body }),
  },
  events: {
    list: (query: EventQuery & { cursor?: string | undefined; limit?: number }, signal?: AbortSignal) =>
      request<EventsPage>(`/events${toQuery(query)}`, signal === undefined ? {} : { signal }),
    histogram: (query: EventQuery & { buckets: number }, signal?: AbortSignal) =>
      request<EventHistogram>(`/events/histogram${toQuery(query)}`, signal === undefined ? {} : { signal }),
    read: (id: string) => request<EventDetail>(`/events/${at(id)}`),
    curl: (id: string) => requestText(`/events/${at(id)}/curl`),
    bodyAddress: (id: string) => `/api/v1/events/${at(id)}/body`,
    replay: (id: string, connectionIds: readonly string[]) =>
      request<{ forwardIds: string[] }>(`/events/${at(id)}/replay`, {
        method: 'POST',
        body: { connectionIds },
      }),
    verify: (id: string) => request<Verification>(`/events/${at(id)}/verify`, { method: 'POST' }),
  },
  forwards: {
    list: (query: { state?: ForwardState; endpoint?: string; limit?: number }) =>
      request<Page<Forward>>(`/forwards${toQuery(query)}`),
    read: (id: string) => request<ForwardDetail>(`/forwards/${at(id)}`),
    retry: (id: string) => request(`/forwards/${at(id)}/retry`, { method: 'POST' }),
    cancel: (id: string) => request(`/forwards/${at(id)}/cancel`, { method: 'POST' }),
  },
  endpoints: {
    list: () => request<Page<Endpoint>>('/endpoints?limit=200'),
    read: (id: string) => request<Endpoint>(`/endpoints/${at(id)}`),
    create: (body: NewEndpoint) => request<Endpoint>('/endpoints', { method: 'POST', body }),
    change: (id: string, body: EndpointChange) =>
      request<Endpoint>(`/endpoints/${at(id)}`, { method: 'PATCH', body }),
    remove: (id: string) => request(`/endpoints/${at(id)}`, { method: 'DELETE' }),
    test: (id: string, body: { type?: string }) =>
      request<TestDelivery>(`/endpoints/${at(id)}/test`, { method: 'POST', body }),
    addSecret: (id: string, body: { secret: string; expireOthersInMs?: number }) =>
      request(`/endpoints/${at(id)}/secrets`, { method: 'POST', body }),
    expireSecret: (id: string, secretId: string, expiresAt: number | null) =>
      request(`/endpoints/${at(id)}/secrets/${at(secretId)}`, { method: 'PATCH', body: { expiresAt } }),
    removeSecret: (id: string, secretId: string) =>
      request(`/endpoints/${at(id)}/secrets/${at(secretId)}`, { method: 'DELETE' }),
  },
  providers: { list: () => request<{ items: Provider[] }>('/providers') },
  destinations: { list: () => request<Page<Destination>>('/destinations?limit=200') },
  connections: { list: () => request<Page<Connection>>('/connections?limit=200') },
  issues: { list: (state: string) => request<Page<Issue>>(`/issues${toQuery({ state })}`) },
  alerts: { list: () => request<Page<Alert>>('/alerts') },
  metrics: {
    overview: (query: { from: number; to: number; endpoint?: string | undefined }) =>
      request<Overview>(`/metrics/overview${toQuery(query)}`),
  },
} as const;
