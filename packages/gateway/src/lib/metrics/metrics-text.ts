import type { GatewayContext } from '../context.ts';
import { latencyBounds } from './latency-buckets.ts';
import { latencySum, type Timed } from './metric-names.ts';
import { readQueue, readTrouble } from './read-queue.ts';
import { toHistogram } from './read-counts.ts';
import { readLogSize } from '../log/log-size.ts';
import { toFamily, type Sample } from './write-family.ts';

/** The type of {@link metricsText}. */
export const metricsType = 'text/plain; version=0.0.4; charset=utf-8';

interface Total {
  readonly metric: string;
  readonly subject: string;
  readonly count: number;
}

/**
 * What Prometheus reads, in its text format 0.0.4. Counts are those of the database: they go on after a restart, and
 * every process of one database says the same.
 *
 * @param context - of the gateway
 */
export async function metricsText(context: GatewayContext): Promise<string> {
  const { db } = context;
  const totals = await db
    .selectFrom('minutes')
    .select(['metric', 'subject', 'count'])
    .where('span', '=', 0)
    .orderBy('metric')
    .orderBy('subject')
    .execute();
  const [queue, trouble, size] = [
    await readQueue(context),
    await readTrouble(context),
    await readLogSize(db),
  ];
  const unrouted = await db
    .selectFrom('events')
    .select((by) => by.fn.countAll<number>().as('count'))
    .where('routed', '=', 0)
    .executeTakeFirst();
  return [
    ...countFamilies(totals),
    latencyFamily(totals, 'ingest', 'Time until a delivery was answered.'),
    latencyFamily(totals, 'forward', 'Time until a destination answered.'),
    gauge('forwards_queued', 'Forwards that wait.', queue.queued),
    gauge('forwards_dead', 'Forwards that were given up.', queue.dead),
    gauge(
      'forwards_oldest_seconds',
      'Age of the oldest forward that waits.',
      (queue.oldestAgeMs ?? 0) / 1000,
    ),
    gauge('events_unrouted', 'Stored events that are not routed yet.', unrouted?.count ?? 0),
    gauge('log_events', 'Events in the log.', size.events),
    gauge('log_bytes', 'Size of the log, about.', size.bytes),
    gauge('issues_open', 'Issues that are open.', trouble.openIssues),
    gauge('channels_broken', 'Channels that no longer work.', trouble.brokenChannels),
  ].join('');
}

function gauge(name: string, help: string, value: number): string {
  return toFamily({ name, help, type: 'gauge', samples: [{ value }] });
}

function countFamilies(totals: readonly Total[]): readonly string[] {
  const samplesOf = (toLabels: (metric: string) => Sample['labels'] | undefined, subject: string): Sample[] =>
    totals.flatMap(({ metric, subject: id, count }) => {
      const labels = toLabels(metric);
      return labels ? [{ labels: { [subject]: id, ...labels }, value: count }] : [];
    });
  const outcomes = ['verified', 'duplicate', 'handshake'];
  const results = ['delivered', 'failed', 'dead'];
  return [
    toFamily({
      name: 'deliveries_total',
      help: 'Deliveries that came, by what they were.',
      type: 'counter',
      samples: samplesOf((metric) => {
        if (outcomes.includes(metric)) return { outcome: metric, code: '' };
        return metric.startsWith('rejected:') ? { outcome: 'rejected', code: metric.slice(9) } : undefined;
      }, 'endpoint'),
    }),
    toFamily({
      name: 'attempts_total',
      help: 'Attempts to deliver to destinations, by what came of them.',
      type: 'counter',
      samples: samplesOf((metric) => {
        const result = metric.endsWith('_to') ? metric.slice(0, -3) : '';
        return results.includes(result) ? { result } : undefined;
      }, 'destination'),
    }),
  ];
}

function latencyFamily(totals: readonly Total[], timed: Timed, help: string): string {
  const sums = new Map<string, number>();
  for (const { metric, count } of totals) sums.set(metric, count + (sums.get(metric) ?? 0));
  const buckets = toHistogram(sums, timed);
  let below = 0;
  const samples: Sample[] = latencyBounds.map((bound, at) => {
    below += buckets[at] ?? 0;
    return { suffix: '_bucket', labels: { le: String(Math.round(bound * 1000) / 1e6) }, value: below };
  });
  // The last bucket has what took longer, too.
  const over: Sample = { suffix: '_bucket', labels: { le: '+Inf' }, value: below };
  const sum: Sample = { suffix: '_sum', value: (sums.get(latencySum(timed)) ?? 0) / 1e6 };
  const name = `${timed}_duration_seconds`;
  const all = [...samples.slice(0, -1), over, sum, { suffix: '_count', value: below }];
  return toFamily({ name, help, type: 'histogram', samples: all });
}
