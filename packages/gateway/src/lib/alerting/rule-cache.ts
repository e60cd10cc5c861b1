import { toRule, type AlertRule } from '@hooklatch/alerts/rules';
import type { Kysely } from 'kysely';
import type { GatewayContext } from '../context.ts';
import type { Database, Row } from '../database/schema.ts';

/** A rule that is on, read. */
export interface LiveRule {
  readonly id: string;
  readonly rule: AlertRule;
  /** Ids. */
  readonly channels: readonly string[];
}

/** What alerts are made by. */
export interface LiveRules {
  readonly rules: readonly LiveRule[];
  /** The targets of each channel, by its id. */
  readonly channels: ReadonlyMap<string, readonly string[]>;
  /** Names, by id. */
  readonly endpoints: ReadonlyMap<string, string>;
}

/** Keeps rules, until they are changed. */
export interface RuleCache {
  /** @param db - the transaction, where there is one: on SQLite no other connection answers meanwhile */
  read(db: Kysely<Database>): Promise<LiveRules>;
}

/** How long another process's changes may go unseen, in milliseconds. */
const freshMs = 3000;

/** Makes a cache. It is read again when something was configured, and every few seconds. */
export function createRuleCache(context: Pick<GatewayContext, 'bus' | 'log'>): RuleCache {
  const compiled = new Map<string, { readonly row: Row<'rules'>; readonly live: LiveRule }>();
  const unreadable = new Set<string>();
  let known: LiveRules | undefined;
  let readAt = -Infinity;
  context.bus.listen(({ kind }) => {
    if (kind === 'configured') readAt = -Infinity;
  });
  const compile = (row: Row<'rules'>): readonly LiveRule[] => {
    const cached = compiled.get(row.id);
    if (cached && isSame(cached.row, row)) return [cached.live];
    try {
      const live = readLiveRule(row);
      compiled.set(row.id, { row, live });
      return [live];
    } catch (error) {
      // It was read when it was saved; a newer gateway may have written it.
      if (!unreadable.has(row.id)) context.log.error({ err: error, rule: row.id }, 'a rule cannot be read');
      unreadable.add(row.id);
      return [];
    }
  };
  return {
    async read(db) {
      const now = performance.now();
      if (known && now - readAt < freshMs) return known;
      // Before it is read: what is configured meanwhile is read the next time.
      readAt = now;
      try {
        known = await readLiveRules(db, compile);
        return known;
      } catch (error) {
        readAt = -Infinity;
        throw error;
      }
    },
  };
}

/** What a rule remembers changes all the time, and is not kept here. */
const isSame = (left: Row<'rules'>, right: Row<'rules'>): boolean =>
  left.rule === right.rule && left.name === right.name && left.channels === right.channels;

/** @throws TypeError where it cannot be read */
export function readLiveRule(row: Pick<Row<'rules'>, 'id' | 'name' | 'rule' | 'channels'>): LiveRule {
  const { id, name } = row;
  return {
    id,
    rule: toRule(JSON.parse(row.rule), { id, name }),
    channels: JSON.parse(row.channels) as readonly string[],
  };
}

/** Reads the rules that are on, past any cache. */
export async function readLiveRules(
  db: Kysely<Database>,
  compile: (row: Row<'rules'>) => readonly LiveRule[] = (row) => [readLiveRule(row)],
): Promise<LiveRules> {
  const rows = await db
    .selectFrom('rules')
    .selectAll()
    .where('enabled', '=', 1)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute();
  if (rows.length === 0) return { rules: [], channels: new Map(), endpoints: new Map() };
  const channels = await db
    .selectFrom('channels')
    .select(['id', 'targets'])
    .where('deleted_at', 'is', null)
    .execute();
  const endpoints = await db.selectFrom('endpoints').select(['id', 'name']).execute();
  return {
    rules: rows.flatMap(compile),
    channels: new Map(channels.map(({ id, targets }) => [id, JSON.parse(targets) as readonly string[]])),
    endpoints: new Map(endpoints.map(({ id, name }) => [id, name])),
  };
}
