import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { EventDetail } from '../../api/event-types.ts';
import { queries } from '../../api/queries.ts';
import { Failure, Loading } from '../../ui/notes.tsx';
import { Tabs, type Tab } from '../../ui/tabs.tsx';
import { toTitle } from '../events/event-columns.tsx';
import { useRights } from '../common/use-rights.ts';
import { OutcomeBadge } from '../events/words.tsx';
import { AlertsPart } from './alerts-part.tsx';
import { BodyPart } from './body-part.tsx';
import { EventActions } from './event-actions.tsx';
import { ForwardsPart } from './forwards-part.tsx';
import { HeadersPart } from './headers-part.tsx';
import { OverviewPart } from './overview-part.tsx';
import { ReplayDialog } from './replay-dialog.tsx';
import { VerificationPart } from './verification-part.tsx';

const names = ['overview', 'body', 'headers', 'verification', 'forwards', 'alerts'] as const;
type Name = (typeof names)[number];

export interface DetailsPatch {
  readonly tab?: string | undefined;
  readonly body?: string | undefined;
  readonly act?: string | undefined;
}

interface Props extends DetailsPatch {
  readonly id: string;
  readonly onChange: (patch: DetailsPatch, how?: { isStep?: boolean }) => void;
  readonly onCompare: () => void;
  /** The page of its own, where the name is its heading. */
  readonly isPage?: boolean;
}

/** Everything about one event, in the panel and on its own page. What is open stands in the URL. */
export function EventDetails({ id, tab, body, act, onChange, onCompare, isPage = false }: Props): ReactNode {
  const event = useQuery(queries.event(id));
  const { canReplay } = useRights();
  if (event.data === undefined) {
    return event.error === null ? (
      <Loading lines={8} label="Reading the event" />
    ) : (
      <Failure error={event.error} onRetry={() => void event.refetch()} />
    );
  }
  const { data } = event;
  const tabs: Tab<Name>[] = [
    { name: 'overview', title: 'Overview' },
    { name: 'body', title: 'Body' },
    { name: 'headers', title: 'Headers', count: data.headers.length },
    { name: 'verification', title: 'Verification' },
    { name: 'forwards', title: 'Forwards', count: data.forwards.length },
    { name: 'alerts', title: 'Alerts', count: data.alerts.length },
  ];
  const chosen = names.find((name) => name === tab) ?? 'overview';
  const Heading = isPage ? 'h1' : 'h2';
  return (
    <article className="event" aria-label="Event">
      <header className="event-head">
        <div className="row">
          <Heading className="event-title" dir="auto">
            {toTitle(data)}
          </Heading>
          <OutcomeBadge outcome={data.outcome} />
        </div>
        <EventActions event={data} onReplay={() => onChange({ act: 'replay' })} onCompare={onCompare} />
      </header>
      <Tabs
        label="Parts of the event"
        tabs={tabs}
        chosen={chosen}
        onChoose={(name) => onChange({ tab: name === 'overview' ? undefined : name }, { isStep: false })}
      >
        <Part
          name={chosen}
          event={data}
          body={body}
          onBody={(view) => onChange({ body: view }, { isStep: false })}
        />
      </Tabs>
      {act === 'replay' && canReplay ? (
        <ReplayDialog event={data} onClose={() => onChange({ act: undefined }, { isStep: false })} />
      ) : null}
    </article>
  );
}

interface PartProps {
  readonly name: Name;
  readonly event: EventDetail;
  readonly body: string | undefined;
  readonly onBody: (view: string | undefined) => void;
}

function Part({ name, event, body, onBody }: PartProps): ReactNode {
  switch (name) {
    case 'overview':
      return <OverviewPart event={event} />;
    case 'body':
      return <BodyPart event={event} view={body} onView={onBody} />;
    case 'headers':
      return <HeadersPart event={event} />;
    case 'verification':
      return <VerificationPart event={event} />;
    case 'forwards':
      return <ForwardsPart event={event} />;
    case 'alerts':
      return <AlertsPart event={event} />;
  }
}
