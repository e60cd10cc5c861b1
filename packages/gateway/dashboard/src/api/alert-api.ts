import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { AlertView } from '../../../src/lib/api/alert-schemas.ts';
import type {
  ChannelChange,
  ChannelView,
  CreatedChannel,
  NewChannel,
  TestResult,
} from '../../../src/lib/api/channel-schemas.ts';
import type { IssueState, IssueView } from '../../../src/lib/api/issue-schemas.ts';
import type {
  DigestPreview,
  NewRule,
  RuleChange,
  RulePreview,
  RuleTest,
  RuleView,
} from '../../../src/lib/api/rule-schemas.ts';
import { request, toQuery } from './request.ts';
import type { Page } from './types.ts';

export type { AlertSend, AlertView } from '../../../src/lib/api/alert-schemas.ts';
export type { ChannelView, CreatedChannel, TestResult } from '../../../src/lib/api/channel-schemas.ts';
export type { IssueState, IssueView } from '../../../src/lib/api/issue-schemas.ts';
export type { MessageView, NewRule, RuleTest, RuleView } from '../../../src/lib/api/rule-schemas.ts';

/** Which alerts: the query of their list. Times are Unix milliseconds. */
export interface AlertFilter {
  readonly rule?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const at = (id: string): string => encodeURIComponent(id);
const post = <Answer>(path: string, body?: object): Promise<Answer> =>
  request<Answer>(path, body === undefined ? { method: 'POST' } : { method: 'POST', body });

/** Who is told what. */
export const alerting = {
  channels: {
    create: (body: NewChannel) => post<CreatedChannel>('/channels', body),
    change: (id: string, body: ChannelChange) =>
      request<ChannelView>(`/channels/${at(id)}`, { method: 'PATCH', body }),
    remove: (id: string) => request(`/channels/${at(id)}`, { method: 'DELETE' }),
    test: (id: string) => post<TestResult>(`/channels/${at(id)}/test`),
  },
  rules: {
    create: (body: NewRule) => post<RuleView>('/rules', body),
    change: (id: string, body: RuleChange) =>
      request<RuleView>(`/rules/${at(id)}`, { method: 'PATCH', body }),
    remove: (id: string) => request(`/rules/${at(id)}`, { method: 'DELETE' }),
    test: (id: string) => post<RuleTest>(`/rules/${at(id)}/test`),
  },
  sends: { retry: (id: string) => post(`/sends/${at(id)}/retry`) },
  issues: {
    act: (id: string, act: 'acknowledge' | 'ignore' | 'resolve') =>
      post<IssueView>(`/issues/${at(id)}/${act}`),
  },
} as const;

/** What is asked of it, and under which key it is kept. */
export const alertQueries = {
  channels: () =>
    queryOptions({
      queryKey: ['channels'],
      queryFn: () => request<Page<ChannelView>>('/channels?limit=200'),
    }),
  rules: () =>
    queryOptions({ queryKey: ['rules'], queryFn: () => request<Page<RuleView>>('/rules?limit=200') }),
  rule: (id: string) =>
    queryOptions({ queryKey: ['rules', id], queryFn: () => request<RuleView>(`/rules/${at(id)}`) }),
  preview: (rule: Record<string, unknown>) =>
    queryOptions({
      queryKey: ['rule-preview', rule],
      queryFn: () => post<RulePreview>('/rules/preview', { rule }),
      placeholderData: (previous) => previous,
    }),
  digest: (id: string) =>
    queryOptions({
      queryKey: ['rules', id, 'digest'],
      queryFn: () => request<DigestPreview>(`/rules/${at(id)}/digest`),
    }),
  alerts: (filter: AlertFilter) =>
    infiniteQueryOptions({
      queryKey: ['alerts', filter],
      queryFn: ({ pageParam }) =>
        request<Page<AlertView>>(`/alerts${toQuery({ ...filter, cursor: pageParam, limit: 50 })}`),
      initialPageParam: '',
      getNextPageParam: ({ next }) => next,
    }),
  issues: (state: IssueState | undefined) =>
    infiniteQueryOptions({
      queryKey: ['issues', 'list', state],
      queryFn: ({ pageParam }) =>
        request<Page<IssueView>>(`/issues${toQuery({ state, cursor: pageParam, limit: 50 })}`),
      initialPageParam: '',
      getNextPageParam: ({ next }) => next,
    }),
} as const;
