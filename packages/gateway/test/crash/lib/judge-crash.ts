import type { AlertMessage } from '@hooklatch/alerts/rules';
import type { CrashStage } from './crash-stage.ts';
import { repeatsOf, type Entry } from './ledger.ts';

/** What became of a run. */
export interface CrashFindings {
  readonly kills: number;
  readonly acknowledged: number;
  readonly forwards: number;
  readonly alerts: number;
  readonly digests: number;
  /** How often something came once more, for each receiver. */
  readonly repeats: Readonly<Record<string, number>>;
  /** Which promises were broken, in words. */
  readonly problems: readonly string[];
}

/** How many a process has on their way at once to each receiver: what one kill may repeat. */
const atOnce = { forwards: 1, alerts: 4, rare: 1, digests: 4 } as const;

/** Looks at what came, once all is at rest, against what was acknowledged. */
export async function judgeCrash(
  { context, ledgers, processes }: CrashStage,
  acknowledged: ReadonlySet<string>,
  lanes: Readonly<Record<keyof typeof atOnce, number>> = atOnce,
): Promise<CrashFindings> {
  const { db } = context;
  const deaths = processes.flatMap((one) => one.deaths);
  const events = await db.selectFrom('events').selectAll().where('outcome', '=', 'verified').execute();
  const forwards = await db.selectFrom('forwards').selectAll().execute();
  const alerts = (await db.selectFrom('alerts').selectAll().execute()).map((row) => ({
    ...row,
    said: JSON.parse(row.message) as AlertMessage,
  }));
  const sends = await db.selectFrom('sends').selectAll().execute();

  const got = (entries: readonly Entry[]): ReadonlySet<string> => new Set(entries.map(({ id }) => id));
  const told = new Set([
    ...got(ledgers.alerts.entries),
    ...got(ledgers.rare.entries),
    ...got(ledgers.digests.entries),
  ]);
  const saidOf = new Map(alerts.map(({ id, said }) => [id, said]));
  /** One that was summed up is told by its sum. */
  const isTold = ({ alert_id: alert, told_in: sum }: (typeof sends)[number]): boolean =>
    told.has(saidOf.get(sum ?? alert)?.id ?? 'none');

  const stored = new Map<string, number>();
  for (const { event_id: id } of events) stored.set(id ?? '', (stored.get(id ?? '') ?? 0) + 1);
  const count = (of: readonly { readonly event: string | null }[], event: string): number =>
    of.filter((one) => one.event === event).length;
  const digests = alerts.filter(({ kind }) => kind === 'digest');
  const counted = digests.reduce((sum, { said }) => sum + totalOf(said), 0);
  const some = (what: string, ids: readonly string[]): string | false =>
    ids.length > 0 && `${what}: ${ids.length} (${ids.slice(0, 3).join(', ')})`;
  const delivered = got(ledgers.forwards.entries);
  const ledgerNames = Object.keys(atOnce) as (keyof typeof atOnce)[];
  const repeats = Object.fromEntries(ledgerNames.map((name) => [name, repeatsOf(ledgers[name].entries)]));

  const problems = [
    some(
      'acknowledged and lost',
      [...acknowledged].filter((id) => !stored.has(id)),
    ),
    some(
      'stored as new twice',
      [...stored].filter(([, times]) => times > 1).map(([id]) => id),
    ),
    some(
      'not forwarded once',
      events.filter(({ id }) => count(forwards, id) !== 1).map(({ id }) => id),
    ),
    some(
      'forwards that never arrived',
      forwards.filter(({ id }) => !delivered.has(id)).map(({ id }) => id),
    ),
    some(
      'events without the alerts that they are to have',
      events.filter(({ id, type }) => count(alerts, id) !== (type === 'rare' ? 2 : 1)).map(({ id }) => id),
    ),
    some(
      'alerts that never arrived',
      sends.filter((send) => !isTold(send)).map(({ id }) => id),
    ),
    sends.length < alerts.length && 'an alert has nowhere to go',
    new Set(digests.map(({ key }) => key)).size !== digests.length && 'a digest was written twice',
    counted !== events.length && `digests have counted ${counted} of ${events.length} events`,
    ...ledgerNames.flatMap((name) => [
      some(
        'came under no id',
        ledgers[name].entries.filter(({ id }) => id === '').map(() => name),
      ),
      (repeats[name]?.length ?? 0) > lanes[name] * deaths.length &&
        `${name}: ${repeats[name]?.length} repeated by ${deaths.length} kills`,
      repeats[name]?.some(({ since, at }) => !deaths.some((death) => death > since && death < at)) === true &&
        `${name}: something came twice without a kill in between`,
    ]),
  ].filter((problem): problem is string => typeof problem === 'string');
  return {
    kills: deaths.length,
    acknowledged: acknowledged.size,
    forwards: forwards.length,
    alerts: alerts.length - digests.length,
    digests: digests.length,
    repeats: Object.fromEntries(ledgerNames.map((name) => [name, repeats[name]?.length ?? 0])),
    problems,
  };
}

/** How many events a digest tells of. */
function totalOf({ fields }: AlertMessage): number {
  return Number(/^\d+/.exec(fields.find(({ name }) => name === 'Events')?.value ?? '')?.[0]);
}
