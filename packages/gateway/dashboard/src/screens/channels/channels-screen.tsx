import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { alertQueries, type ChannelView } from '../../api/alert-api.ts';
import { counted } from '../../lib/format.ts';
import { visible, visibleLine } from '../../lib/visible.ts';
import { useTitle } from '../../shell/use-title.ts';
import { Badge } from '../../ui/badge.tsx';
import { EmptyState, Note } from '../../ui/notes.tsx';
import { Listed } from '../common/listed.tsx';
import { useRefresh } from '../common/use-refresh.ts';
import { useRights } from '../common/use-rights.ts';
import { ChannelActions } from './channel-actions.tsx';
import { ChannelDialog } from './channel-dialog.tsx';
import { toChannelTitle } from './kinds.ts';

function One({
  channel,
  rules,
  isChosen,
}: {
  channel: ChannelView;
  rules: number;
  isChosen: boolean;
}): ReactNode {
  const { canWrite } = useRights();
  const title = toChannelTitle(channel.kind);
  return (
    <li className={`card issue${isChosen ? ' issue-chosen' : ''}`}>
      <div className="page-head">
        <h2 className="words">{visibleLine(channel.name)}</h2>
        {channel.state === 'active' ? (
          <Badge tone="good" icon="check">
            Active
          </Badge>
        ) : (
          <Badge tone="bad" icon="warning">
            Broken
          </Badge>
        )}
      </div>
      <p className="soft words">
        {channel.label.startsWith(title) ? '' : `${title} · `}
        <code>{visibleLine(channel.label)}</code> ·{' '}
        {rules === 0 ? 'no rule speaks here yet' : counted(rules, 'rule')}
      </p>
      {channel.state === 'broken' ? (
        <Note tone="bad">
          It refuses everything, so nothing is sent to it. A test that arrives mends it.
          {channel.brokenReason === null ? null : (
            <div className="words">It says: {visible(channel.brokenReason)}</div>
          )}
        </Note>
      ) : null}
      {canWrite ? <ChannelActions channel={channel} rules={rules} /> : null}
    </li>
  );
}

/** Where alerts go. */
export function ChannelsScreen(): ReactNode {
  useTitle('Channels');
  const { channel: chosen, act } = useSearch({ from: '/shell/channels' });
  const navigate = useNavigate({ from: '/channels' });
  const channels = useQuery(alertQueries.channels());
  const rules = useQuery(alertQueries.rules()).data?.items ?? [];
  const { canWrite } = useRights();
  useRefresh(['channels'], ['configured', 'send_changed']);
  const items = channels.data?.items ?? [];
  const create = canWrite ? (
    <Link className="button button-primary" to="/channels" search={{ act: 'new' }}>
      Create a channel
    </Link>
  ) : null;
  return (
    <div className="page">
      <div className="page-head">
        <h1>Channels</h1>
        <span className="push" />
        {items.length === 0 ? null : create}
      </div>
      <Listed
        query={channels}
        items={items}
        lines={6}
        empty={
          <EmptyState icon="send" title="No channels yet" actions={create}>
            <p>
              A channel is where alerts go: Slack, Discord, email, PagerDuty, Microsoft Teams, or a signed
              webhook. Test it once, then let rules speak there.
            </p>
          </EmptyState>
        }
      >
        <ul className="plain-list cards" aria-label="Channels">
          {items
            .toSorted((a, b) => Number(b.id === chosen) - Number(a.id === chosen))
            .map((channel) => (
              <One
                key={channel.id}
                channel={channel}
                rules={rules.filter(({ channelIds }) => channelIds.includes(channel.id)).length}
                isChosen={channel.id === chosen}
              />
            ))}
        </ul>
      </Listed>
      {canWrite && act === 'new' ? (
        <ChannelDialog onClose={() => void navigate({ search: { channel: chosen } })} />
      ) : null}
    </div>
  );
}
