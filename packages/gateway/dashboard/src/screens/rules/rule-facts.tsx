import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { alertQueries } from '../../api/alert-api.ts';
import { visible, visibleLine } from '../../lib/visible.ts';
import { Facts } from '../../ui/facts.tsx';
import type { RuleDraft } from './rule-draft.ts';

/** What a rule is made of, for those who may look. */
export function RuleFacts({ draft }: { draft: RuleDraft }): ReactNode {
  const channels = useQuery(alertQueries.channels()).data?.items ?? [];
  const names = draft.channelIds.map((id) => channels.find((channel) => channel.id === id)?.name ?? id);
  const said = (text: string): ReactNode =>
    text === '' ? undefined : <code className="words">{visible(text)}</code>;
  return (
    <section className="card" aria-label="What it is made of">
      <h2>What it is made of</h2>
      <Facts
        facts={[
          ['Speaks in', names.length === 0 ? 'the log of alerts alone' : visibleLine(names.join(', '))],
          ['Types', said(draft.types)],
          ['Filter', said(draft.filter)],
          ['Severity', draft.severity === '' ? undefined : visibleLine(draft.severity)],
          ['Title', said(draft.title)],
          ['Text', said(draft.summary)],
          ['Values', said(draft.fields.map(({ name, pointer }) => `${name}: ${pointer}`).join('\n'))],
        ]}
      />
    </section>
  );
}
