import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { alerting, alertQueries, type IssueState, type IssueView } from '../../api/alert-api.ts';
import { counted, formatNumber } from '../../lib/format.ts';
import { visibleLine } from '../../lib/visible.ts';
import { useTitle } from '../../shell/use-title.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/notes.tsx';
import { Time } from '../../ui/time.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { Listed } from '../common/listed.tsx';
import { More } from '../common/more.tsx';
import { Views } from '../common/screen-tabs.tsx';
import { useAct } from '../common/use-act.ts';
import { useRights } from '../common/use-rights.ts';
import { toCause } from './to-cause.ts';

const looks: Readonly<Record<IssueState, { tone: Tone; icon: IconName; text: string; empty: string }>> = {
  open: { tone: 'bad', icon: 'warning', text: 'Open', empty: 'No open issue' },
  acknowledged: { tone: 'info', icon: 'user', text: 'Acknowledged', empty: 'Nobody has acknowledged one' },
  ignored: { tone: 'plain', icon: 'pause', text: 'Ignored', empty: 'None is ignored' },
  resolved: { tone: 'good', icon: 'check', text: 'Resolved', empty: 'None has been resolved yet' },
};
const states = ['open', 'acknowledged', 'ignored', 'resolved'] as const;
const acts = {
  acknowledge: { text: 'Acknowledge', icon: 'user', done: 'is acknowledged: nobody is reminded of it.' },
  ignore: { text: 'Ignore', icon: 'pause', done: 'is ignored: nobody hears of it.' },
  resolve: { text: 'Resolve', icon: 'check', done: 'is resolved.' },
} as const;
const offered: Readonly<Record<IssueState, readonly (keyof typeof acts)[]>> = {
  open: ['acknowledge', 'ignore', 'resolve'],
  acknowledged: ['ignore', 'resolve'],
  ignored: ['resolve'],
  resolved: [],
};

function One({ issue, isChosen }: { issue: IssueView; isChosen: boolean }): ReactNode {
  const { canWrite } = useRights();
  const name = visibleLine(issue.destinationName);
  const cause = toCause(issue.cause);
  const act = useAct({
    run: (what: keyof typeof acts) => alerting.issues.act(issue.id, what),
    keys: [['issues']],
    done: (_, what) => `The issue of ${name} ${acts[what].done}`,
  });
  const { tone, icon, text } = looks[issue.state];
  return (
    <li className={`card issue${isChosen ? ' issue-chosen' : ''}`}>
      <div className="page-head">
        <h2 className="words">
          <Link to="/destinations/$destinationId" params={{ destinationId: issue.destinationId }}>
            {name}
          </Link>{' '}
          <span className="soft">fails with</span> <code>{cause}</code>
        </h2>
        <Badge tone={tone} icon={icon}>
          {text}
        </Badge>
      </div>
      <p className="soft">
        <strong className="number">{formatNumber(issue.count)}</strong>{' '}
        {issue.count === 1 ? 'failure' : 'failures'}, first <Time at={issue.firstAt} />, last{' '}
        <Time at={issue.lastAt} />
      </p>
      <div className="row">
        {canWrite
          ? offered[issue.state].map((what) => (
              <Button
                key={what}
                icon={acts[what].icon}
                aria-label={`${acts[what].text} ${name}, ${cause}`}
                isBusy={act.isPending && act.variables === what}
                onClick={() => act.mutate(what)}
              >
                {acts[what].text}
              </Button>
            ))
          : null}
        <Link
          className="button button-quiet push"
          to="/forwards"
          search={{ destination: issue.destinationId, state: 'dead' }}
        >
          Its dead letters
        </Link>
      </div>
    </li>
  );
}

/** What goes wrong with destinations, and what somebody does about it. */
export function IssuesScreen(): ReactNode {
  useTitle('Issues');
  const search = useSearch({ from: '/shell/issues' });
  const navigate = useNavigate({ from: '/issues' });
  // A link from an alert may name one that has been resolved since.
  const isAll = search.state === 'all' || (search.state === undefined && search.issue !== undefined);
  const state = isAll ? undefined : (states.find((each) => each === search.state) ?? 'open');
  const list = useInfiniteQuery(alertQueries.issues(state));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const sorted =
    search.issue === undefined
      ? items
      : items.toSorted((a, b) => Number(b.id === search.issue) - Number(a.id === search.issue));
  return (
    <div className="page">
      <h1>Issues</h1>
      <Views
        label="State"
        choices={[
          ...states.map((each) => ({ value: each, title: looks[each].text })),
          { value: 'all', title: 'All' },
        ]}
        chosen={state ?? 'all'}
        onChoose={(value) => void navigate({ search: { state: value === 'open' ? undefined : value } })}
      />
      <Listed
        query={list}
        items={items}
        lines={6}
        empty={
          <EmptyState icon="check" title={state === undefined ? 'No issues' : looks[state].empty}>
            <p>
              An issue opens when a destination keeps failing for one cause, and resolves when it takes what
              it is sent again. A rule on failures tells your channels when it opens, while it lasts, and when
              it is over.
            </p>
          </EmptyState>
        }
      >
        <ul className="plain-list stack" aria-label="Issues">
          {sorted.map((issue) => (
            <One key={issue.id} issue={issue} isChosen={issue.id === search.issue} />
          ))}
        </ul>
        <More list={list} end={`${counted(items.length, 'issue')}, that is all.`} />
      </Listed>
    </div>
  );
}
