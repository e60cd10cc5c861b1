import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries.ts';

/** What the reader may do: what he may not is not offered. */
export interface Rights {
  /** Create, change and delete. */
  readonly canWrite: boolean;
  /** Send again, and cancel. */
  readonly canReplay: boolean;
  readonly isOwner: boolean;
  readonly userId: string | undefined;
}

/** Reads them from the session: a viewer sees everything and changes nothing. */
export function useRights(): Rights {
  const user = useQuery(queries.session()).data?.user;
  const isMember = user?.role === 'owner' || user?.role === 'member';
  return { canWrite: isMember, canReplay: isMember, isOwner: user?.role === 'owner', userId: user?.id };
}
