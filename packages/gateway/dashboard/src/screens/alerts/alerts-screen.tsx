import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { alerting, alertQueries, type AlertSend, type AlertView } from '../../api/alert-api.ts';
import { counted, formatTime } from '../../lib/format.ts';
import { visibleLine } from '../../lib/visible.ts';
import { useTitle } from '../../shell/use-title.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Select } from '../../ui/field.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { EmptyState, Note } from '../../ui/notes.tsx';
import { Time } from '../../ui/time.tsx';
import { Listed } from '../common/listed.tsx';
import { More } from '../common/more.tsx';
import { useAct } from '../common/use-act.ts';
import { useRefresh } from '../common/use-refresh.ts';
import { useRights } from '../common/use-rights.ts';

const looks: Readonly<Record<AlertSend['state'], { tone: Tone; icon: IconName; text: string }>> = {
  queued: { tone: 'info', icon: 'clock', text: 'Queued' },
  leased: { tone: 'info', icon: 'send', text: 'Sending' },
  summed: { tone: 'plain', icon: 'copies', text: 'Summed up' },
  sent: { tone: 'good', icon: 'check', text: 'Sent' },
  dead: { tone: 'bad', icon: 'cross', text: 'Not sent' },
};

function Send({ send }: { send: AlertSend }): ReactNode {
  const { canReplay } = useRights();
  const name = visibleLine(send.channelName);
  const to = send.target === null ? name : `${name}, ${visibleLine(send.target)}`;
  const retry = useAct<void>({
    run: () => alerting.sends.retry(send.id),
    keys: [['alerts']],
    done: () => `1 alert is sent to ${to} again.`,
  });
  const { tone, icon, text } = looks[send.state];
  return (
    <li>
      <div className="row">
        <Badge tone={tone} icon={icon} isBare>
          {text}
        </Badge>
        <Link to="/channels" search={{ channel: send.channelId }} className="words">
          {to}
        </Link>
        {send.attempts > 1 ? <span className="faint">{counted(send.attempts, 'try', 'tries')}</span> : null}
        {send.state === 'dead' && canReplay ? (
          <Button
            icon="replay"
            aria-label={`Send 1 alert to ${to} again`}
            isBusy={retry.isPending}
            onClick={() => retry.mutate()}
          >
            Send again
          </Button>
        ) : null}
      </div>
      {send.lastError === null ? null : <p className="soft words">{visibleLine(send.lastError)}</p>}
    </li>
  );
}

const columns = [
  {
    name: 'title',
    title: 'Alert',
    cell: ({ title, eventId, kind, ruleName, ruleId }: AlertView) => (
      <div className="stack-tight alert-cell">
        <span className="words" dir="auto">
          {eventId === null ? (
            visibleLine(title)
          ) : (
            <Link to="/events/$eventId" params={{ eventId }}>
              {visibleLine(title)}
            </Link>
          )}
        </span>
        <span className="faint">
          {visibleLine(kind)} ·{' '}
          {ruleId === 'gateway' ? (
            'the gateway'
          ) : (
            <Link to="/rules/$ruleId" params={{ ruleId }}>
              {visibleLine(ruleName)}
            </Link>
          )}
        </span>
      </div>
    ),
  },
  {
    name: 'sends',
    title: 'Sent to',
    cell: ({ sends }: AlertView) =>
      sends.length === 0 ? (
        <span className="faint">no channel</span>
      ) : (
        <ul className="plain-list">
          {sends.map((send) => (
            <Send key={send.id} send={send} />
          ))}
        </ul>
      ),
  },
  { name: 'when', title: 'When', cell: ({ createdAt }: AlertView) => <Time at={createdAt} /> },
] as const;

const toMoment = (text: string | undefined): string | undefined =>
  text !== undefined && /^\d{1,15}$/.test(text) ? text : undefined;

/** What was said, to whom, and whether it arrived. */
export function AlertsScreen(): ReactNode {
  useTitle('Alerts');
  const search = useSearch({ from: '/shell/alerts' });
  const navigate = useNavigate({ from: '/alerts' });
  const { canWrite } = useRights();
  const from = toMoment(search.from);
  const to = toMoment(search.to);
  const list = useInfiniteQuery(alertQueries.alerts({ rule: search.rule, from, to }));
  const rules = useQuery(alertQueries.rules()).data?.items ?? [];
  useRefresh(['alerts'], ['send_changed', 'send_due']);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const isNarrowed = [search.rule, from, to].some((each) => each !== undefined);
  return (
    <div className="page">
      <div className="page-head">
        <h1>Alerts</h1>
        <span className="push" />
        <Select
          aria-label="Rule"
          value={search.rule ?? ''}
          options={[
            ['', 'Every rule'],
            ...rules.map(({ id, name }) => [id, visibleLine(name)] as const),
            ['gateway', 'The gateway itself'],
          ]}
          onChange={(event) =>
            void navigate({ search: (before) => ({ ...before, rule: event.target.value || undefined }) })
          }
        />
        <Link className="button button-plain" to="/rules">
          Rules
        </Link>
        <Link className="button button-plain" to="/channels">
          Channels
        </Link>
      </div>
      {from === undefined && to === undefined ? null : (
        <Note tone="info">
          {from === undefined ? '' : `From ${formatTime(Number(from))} `}
          {to === undefined ? '' : `before ${formatTime(Number(to))} `}·{' '}
          <Link to="/alerts" search={{ rule: search.rule }}>
            All times
          </Link>
        </Note>
      )}
      <Listed
        query={list}
        items={items}
        lines={8}
        empty={
          <EmptyState
            icon="info"
            title={isNarrowed ? 'No alert is like that' : 'Nothing has been said yet'}
            actions={
              isNarrowed ? (
                <Link className="button button-plain" to="/alerts" search={{}}>
                  Show all alerts
                </Link>
              ) : canWrite ? (
                <Link className="button button-primary" to="/rules/new">
                  Create a rule
                </Link>
              ) : null
            }
          >
            <p>
              A rule says which events, failures or silences your team hears of, and a channel is where:
              Slack, Discord, email, PagerDuty, Microsoft Teams or a webhook. Every alert stands here, with
              each send.
            </p>
          </EmptyState>
        }
      >
        <div className="stacks">
          <DataTable
            caption="Alerts, the newest first"
            columns={columns}
            rows={items}
            toKey={({ id }) => id}
          />
        </div>
        <More list={list} end={`${counted(items.length, 'alert')}, that is all.`} />
      </Listed>
    </div>
  );
}
