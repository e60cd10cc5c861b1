import type { ReactNode } from 'react';
import { api } from '../../api/api.ts';
import type { EventDetail } from '../../api/event-types.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useRights } from '../common/use-rights.ts';
import { copyCurl } from '../events/use-event-keys.ts';

interface Props {
  readonly event: EventDetail;
  readonly onReplay: () => void;
  readonly onCompare: () => void;
}

/** What can be done with an event. */
export function EventActions({ event, onReplay, onCompare }: Props): ReactNode {
  const { canReplay } = useRights();
  return (
    <div className="row">
      {canReplay ? (
        <Button icon="replay" hint="r" onClick={onReplay}>
          Replay
        </Button>
      ) : null}
      <Button icon="copy" hint="c" onClick={() => void copyCurl(event.id)}>
        Copy as curl
      </Button>
      <Button icon="diff" hint="d" onClick={onCompare}>
        Compare
      </Button>
      <a
        className="button button-plain button-bare"
        title="Download the body"
        href={api.events.bodyAddress(event.id)}
        download
      >
        <Icon name="download" />
        <span className="visually-hidden">Download the body</span>
      </a>
    </div>
  );
}
