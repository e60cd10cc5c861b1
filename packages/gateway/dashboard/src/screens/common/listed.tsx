import type { ReactNode } from 'react';
import { Failure, Loading } from '../../ui/notes.tsx';

interface ListedProps {
  /** What was asked. */
  readonly query: {
    readonly error: Error | null;
    readonly isPending: boolean;
    readonly isSuccess: boolean;
    refetch(): unknown;
  };
  readonly items: readonly unknown[];
  /** How much room is held until the answer is there. */
  readonly lines: number;
  /** What stands there when the answer is nothing. */
  readonly empty?: ReactNode;
  /** The list, where there is something in it. */
  readonly children: ReactNode;
}

/** A list that is asked for: what went wrong, that it is coming, that there is nothing, or what there is. */
export function Listed({ query, items, lines, empty, children }: ListedProps): ReactNode {
  const { error, isPending, isSuccess, refetch } = query;
  return (
    <>
      {error === null ? null : <Failure error={error} onRetry={() => void refetch()} />}
      {isPending ? <Loading lines={lines} /> : null}
      {isSuccess && items.length === 0 ? empty : null}
      {items.length === 0 ? null : children}
    </>
  );
}
