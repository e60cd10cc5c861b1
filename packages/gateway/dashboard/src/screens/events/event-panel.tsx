import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { EventDetails } from '../event/event-details.tsx';

interface Patch {
  readonly tab?: string | undefined;
  readonly body?: string | undefined;
  readonly act?: string | undefined;
  readonly compare?: string | undefined;
}

interface Props extends Patch {
  readonly id: string;
  readonly onChange: (patch: Patch, how?: { isStep?: boolean }) => void;
  readonly onMove: (step: 1 | -1) => void;
  readonly onClose: () => void;
}

/** An event beside the list. */
export function EventPanel({ id, tab, body, act, compare, onChange, onMove, onClose }: Props): ReactNode {
  return (
    <Drawer
      label="Event"
      onClose={onClose}
      tools={
        <>
          <Button look="quiet" icon="up" aria-label="Event before" onClick={() => onMove(-1)} />
          <Button look="quiet" icon="down" aria-label="Next event" onClick={() => onMove(1)} />
          <Link
            className="button button-quiet"
            to="/events/$eventId"
            params={{ eventId: id }}
            search={{ tab, body }}
          >
            Open in full
          </Link>
          {compare === undefined ? null : (
            <span className="row">
              <span className="soft">{compare === id ? 'Press d on another event' : 'Comparing'}</span>
              <Button look="quiet" onClick={() => onChange({ compare: undefined })}>
                Stop comparing
              </Button>
            </span>
          )}
        </>
      }
    >
      <EventDetails
        key={id}
        id={id}
        tab={tab}
        body={body}
        act={act}
        onChange={onChange}
        onCompare={() => onChange({ compare: id })}
      />
    </Drawer>
  );
}
