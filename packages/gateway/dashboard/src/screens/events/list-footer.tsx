import type { ReactNode } from 'react';
import { counted, formatTime } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/notes.tsx';
import type { EventList } from './use-event-list.ts';

/** What stands below the last row: more, or the end. */
export function ListFooter({ list }: { list: EventList }): ReactNode {
  const { rows, error, retry, isLoadingMore, hasMore, searchedThrough, loadMore } = list;
  if (error !== null) {
    return (
      <div className="events-pad">
        <Failure error={error} onRetry={retry} />
      </div>
    );
  }
  if (searchedThrough !== null) {
    return (
      <div className="list-footer">
        <span className="soft">
          {counted(rows.length, 'match', 'matches')} back to {formatTime(searchedThrough)}.
        </span>
        <Button icon="search" isBusy={isLoadingMore} onClick={loadMore}>
          Search further back
        </Button>
      </div>
    );
  }
  if (hasMore) return <div className="list-footer faint">{isLoadingMore ? 'Reading more …' : ''}</div>;
  return <div className="list-footer faint">{counted(rows.length, 'event')}, that is all.</div>;
}
