import type { GatewayContext } from '../context.ts';

/** How much waits, and how much was given up. */
export interface QueueState {
  readonly queued: number;
  readonly dead: number;
  /** How long what has waited for longest has waited, in milliseconds; null where nothing waits. */
  readonly oldestAgeMs: number | null;
}

/**
 * How much waits to be forwarded.
 *
 * @param context - of the gateway
 * @param endpoint - of one endpoint alone (every endpoint)
 */
export async function readQueue(
  { db, now }: Pick<GatewayContext, 'db' | 'now'>,
  endpoint?: string,
): Promise<QueueState> {
  const of = (state: 'queued' | 'dead') => {
    const query = db.selectFrom('forwards').where('state', '=', state);
    return endpoint === undefined ? query : query.where('endpoint_id', '=', endpoint);
  };
  const count = async (state: 'queued' | 'dead'): Promise<number> => {
    const row = await of(state)
      .select((by) => by.fn.countAll<number>().as('count'))
      .executeTakeFirst();
    return row?.count ?? 0;
  };
  const oldest = await of('queued').select('created_at').orderBy('id').limit(1).executeTakeFirst();
  return {
    queued: await count('queued'),
    dead: await count('dead'),
    oldestAgeMs: oldest ? Math.max(0, now() - oldest.created_at) : null,
  };
}

/** What needs somebody. */
export interface TroubleState {
  readonly openIssues: number;
  readonly brokenChannels: number;
}

/** How many issues are open, and how many channels are broken. */
export async function readTrouble({ db }: Pick<GatewayContext, 'db'>): Promise<TroubleState> {
  const issues = await db
    .selectFrom('issues')
    .select((by) => by.fn.countAll<number>().as('count'))
    .where('state', '=', 'open')
    .executeTakeFirst();
  const channels = await db
    .selectFrom('channels')
    .select((by) => by.fn.countAll<number>().as('count'))
    .where('state', '=', 'broken')
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return { openIssues: issues?.count ?? 0, brokenChannels: channels?.count ?? 0 };
}
