import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';

interface Props {
  /** What was asked, page by page. */
  readonly list: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    fetchNextPage(): unknown;
  };
  /** Said at the end: `12 users, that is all.` */
  readonly end: string;
}

/** Below a list: the next page, or the end. */
export function More({ list, end }: Props): ReactNode {
  return (
    <div className="list-footer faint">
      {list.hasNextPage ? (
        <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show more
        </Button>
      ) : (
        end
      )}
    </div>
  );
}
