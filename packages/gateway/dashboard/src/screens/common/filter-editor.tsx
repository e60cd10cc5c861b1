import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { deliveryQueries } from '../../api/delivery-api.ts';
import { counted, formatRelative } from '../../lib/format.ts';
import { visibleLine } from '../../lib/visible.ts';
import { Badge } from '../../ui/badge.tsx';
import { Field } from '../../ui/field.tsx';
import { useLater } from './use-later.ts';

const examples = ['type=invoice.*', 'body.amount>=1000', 'headers.x-github-event=push'] as const;

interface Props {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Of which endpoint the last events are; of all without one. */
  readonly endpointId: string | undefined;
}

/** A filter in the filter language, tried against the last 20 events while it is written; a fault is told below it. */
export function FilterEditor({ value, onChange, endpointId }: Props): ReactNode {
  const asked = useLater(value);
  const tried = useQuery(deliveryQueries.filterTest(asked, endpointId));
  const error = tried.data?.error ?? tried.error?.message ?? undefined;
  return (
    <div className="filter-editor">
      <Field
        label="Filter"
        isOptional
        error={error}
        help={
          <>
            Only what matches passes; empty lets everything pass. Such as{' '}
            {examples.map((example, at) => (
              <span key={example}>
                {at === 0 ? '' : ', '}
                <button type="button" className="text-button" onClick={() => onChange(example)}>
                  <code>{example}</code>
                </button>
              </span>
            ))}
            .
          </>
        }
      >
        {(ids) => (
          <textarea
            {...ids}
            className="input mono"
            rows={2}
            maxLength={8192}
            spellCheck={false}
            autoComplete="off"
            dir="ltr"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Field>
      {tried.data === undefined || error !== undefined ? null : (
        <Matches items={tried.data.items} matched={tried.data.matched} of={tried.data.of} />
      )}
    </div>
  );
}

interface MatchProps {
  readonly items: readonly {
    readonly eventId: string;
    readonly type: string | null;
    readonly receivedAt: number;
    readonly isMatch: boolean;
  }[];
  readonly matched: number;
  readonly of: number;
}

function Matches({ items, matched, of }: MatchProps): ReactNode {
  if (of === 0) {
    return <p className="soft">No verified event is there to try it on; it is tried as soon as one is.</p>;
  }
  const now = Date.now();
  return (
    <section className="matches" aria-label="The last events">
      <p role="status">
        <strong className="number">
          {matched} of the last {counted(of, 'event')}
        </strong>{' '}
        <span className="soft">{matched === 1 ? 'passes.' : 'pass.'}</span>
      </p>
      {/* A region that scrolls can be reached by keyboard. */}
      <div className="matches-list" tabIndex={0} role="group" aria-label="Each of them">
        <ul>
          {items.map(({ eventId, type, receivedAt, isMatch }) => (
            <li key={eventId} className={isMatch ? undefined : 'faint'}>
              <Badge tone={isMatch ? 'good' : 'plain'} icon={isMatch ? 'check' : 'cross'} isBare>
                {isMatch ? 'Passes' : 'Stays'}
              </Badge>
              <span className="clip" dir="auto">
                {visibleLine(type ?? 'no type')}
              </span>
              <span className="faint number">{formatRelative(receivedAt, now)}</span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
