import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { alerting, alertQueries, type ChannelView, type RuleView } from '../../api/alert-api.ts';
import { visibleLine } from '../../lib/visible.ts';
import { useTitle } from '../../shell/use-title.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Switch } from '../../ui/field.tsx';
import { useKeys } from '../../ui/keys.ts';
import { EmptyState, Note } from '../../ui/notes.tsx';
import { Listed } from '../common/listed.tsx';
import { useAct } from '../common/use-act.ts';
import { useRefresh } from '../common/use-refresh.ts';
import { useRights } from '../common/use-rights.ts';
import { describeRule } from './rule-words.ts';

function Enabled({ rule, canWrite }: { rule: RuleView; canWrite: boolean }): ReactNode {
  const toggle = useAct({
    run: (isEnabled: boolean) => alerting.rules.change(rule.id, { isEnabled }),
    keys: [['rules']],
    done: ({ isEnabled }) => (isEnabled ? 'The rule speaks.' : 'The rule is silent.'),
  });
  return (
    <Switch
      label={<span className="visually-hidden">{visibleLine(rule.name)} speaks</span>}
      isOn={rule.isEnabled}
      isDisabled={!canWrite}
      onChange={(isOn) => toggle.mutate(isOn)}
    />
  );
}

function Channels({
  ids,
  channels,
}: {
  ids: readonly string[];
  channels: readonly ChannelView[];
}): ReactNode {
  if (ids.length === 0) return <span className="faint">the log of alerts alone</span>;
  return ids.map((id, at) => (
    <span key={id}>
      {at === 0 ? '' : ', '}
      <Link to="/channels" search={{ channel: id }}>
        {visibleLine(channels.find((each) => each.id === id)?.name ?? id)}
      </Link>
    </span>
  ));
}

/** Every rule: what it speaks of, and where. */
export function RulesScreen(): ReactNode {
  useTitle('Rules');
  const rules = useQuery(alertQueries.rules());
  const channels = useQuery(alertQueries.channels()).data?.items;
  const { canWrite } = useRights();
  const navigate = useNavigate();
  useRefresh(['rules'], ['configured']);
  useKeys(
    'Rules',
    canWrite ? [{ keys: 'a', name: 'Create a rule', run: () => void navigate({ to: '/rules/new' }) }] : [],
  );
  const items = rules.data?.items ?? [];
  const create = canWrite ? (
    <Link className="button button-primary" to="/rules/new">
      Create a rule
    </Link>
  ) : null;
  return (
    <div className="page">
      <div className="page-head">
        <h1>Rules</h1>
        <span className="push" />
        {items.length === 0 ? null : create}
      </div>
      {channels?.length === 0 && items.length > 0 ? (
        <Note tone="info">
          There is no channel yet, so alerts stand in the log alone.{' '}
          {canWrite ? (
            <Link to="/channels" search={{ act: 'new' }}>
              Create a channel
            </Link>
          ) : null}
        </Note>
      ) : null}
      <Listed
        query={rules}
        items={items}
        lines={6}
        empty={
          <EmptyState icon="filter" title="No rules yet" actions={create}>
            <p>
              A rule says what your team hears of: a payment that failed, a destination that is down, an
              endpoint that fell silent, wrong signatures, a secret that is about to be retired. At once,
              throttled, or as a digest in the morning.
            </p>
          </EmptyState>
        }
      >
        <div className="stacks">
          <DataTable
            caption="Rules"
            columns={[
              {
                name: 'name',
                title: 'Rule',
                cell: (rule) => (
                  <div className="stack-tight alert-cell">
                    <Link to="/rules/$ruleId" params={{ ruleId: rule.id }}>
                      {visibleLine(rule.name)}
                    </Link>
                    <span className="soft words">{describeRule(rule)}</span>
                  </div>
                ),
              },
              {
                name: 'channels',
                title: 'Speaks in',
                from: 'small',
                cell: ({ channelIds }) => <Channels ids={channelIds} channels={channels ?? []} />,
              },
              { name: 'on', title: 'On', cell: (rule) => <Enabled rule={rule} canWrite={canWrite} /> },
              {
                name: 'log',
                title: 'Said',
                from: 'medium',
                cell: ({ id, name }) => (
                  <Link to="/alerts" search={{ rule: id }} aria-label={`Alerts of ${visibleLine(name)}`}>
                    Alerts
                  </Link>
                ),
              },
            ]}
            rows={items}
            toKey={({ id }) => id}
          />
        </div>
      </Listed>
    </div>
  );
}
