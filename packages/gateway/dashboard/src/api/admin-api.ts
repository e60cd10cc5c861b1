import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  AuditEntry,
  CreatedToken,
  NewToken,
  NewUser,
  Token,
  User,
  UserChange,
} from '../../../src/lib/api/access-schemas.ts';
import type {
  GatewayChoices,
  GatewayChoicesChange,
  RetentionPlan,
} from '../../../src/lib/api/setting-schemas.ts';
import { request, toQuery } from './request.ts';
import type { Page } from './types.ts';

export type { AuditEntry, CreatedToken, NewToken, Token, User } from '../../../src/lib/api/access-schemas.ts';

const at = (id: string): string => encodeURIComponent(id);

/** Who may do what, and what is kept. */
export const admin = {
  users: {
    create: (body: NewUser) => request<User>('/users', { method: 'POST', body }),
    change: (id: string, body: UserChange) => request<User>(`/users/${at(id)}`, { method: 'PATCH', body }),
    remove: (id: string) => request(`/users/${at(id)}`, { method: 'DELETE' }),
  },
  tokens: {
    create: (body: NewToken) => request<CreatedToken>('/tokens', { method: 'POST', body }),
    remove: (id: string) => request(`/tokens/${at(id)}`, { method: 'DELETE' }),
  },
  settings: {
    /** An empty size is no limit, and has to be said. */
    planRetention: ({ retentionDays, maxLogBytes }: Omit<GatewayChoices, 'storage'>) =>
      request<RetentionPlan>(
        `/settings/retention-plan?retentionDays=${retentionDays}&maxLogBytes=${maxLogBytes ?? ''}`,
      ),
    change: (body: GatewayChoicesChange) => request<GatewayChoices>('/settings', { method: 'PATCH', body }),
  },
} as const;

/** What is asked of it, and under which key it is kept. No stream tells of it: it is asked anew whenever it is looked at. */
export const adminQueries = {
  users: () =>
    queryOptions({ queryKey: ['users'], staleTime: 0, queryFn: () => request<{ items: User[] }>('/users') }),
  tokens: () =>
    queryOptions({
      queryKey: ['tokens'],
      staleTime: 0,
      queryFn: () => request<{ items: Token[] }>('/tokens'),
    }),
  settings: () =>
    queryOptions({
      queryKey: ['settings'],
      staleTime: 0,
      queryFn: () => request<GatewayChoices>('/settings'),
    }),
  audit: () =>
    infiniteQueryOptions({
      queryKey: ['audit'],
      staleTime: 0,
      queryFn: ({ pageParam }) =>
        request<Page<AuditEntry>>(`/audit${toQuery({ cursor: pageParam, limit: 50 })}`),
      initialPageParam: '',
      getNextPageParam: ({ next }) => next,
    }),
} as const;
