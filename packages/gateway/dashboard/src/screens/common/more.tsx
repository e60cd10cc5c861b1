import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';

interface Props {
  readonly hasMore: boolean;
  readonly isBusy: boolean;
  readonly onMore: () => void;
  /** Said at the end: `12 users, that is all.` */
  readonly end: string;
}

/** Below a list: the next page, or the end. */
export function More({ hasMore, isBusy, onMore, end }: Props): ReactNode {
  return (
    <div className="list-footer faint">
      {hasMore ? (
        <Button isBusy={isBusy} onClick={onMore}>
          Show more
        </Button>
      ) : (
        end
      )}
    </div>
  );
}
