import { expect, test } from 'vitest';
import { countSettled } from '../../src/lib/metrics/count-settled.ts';
import { metricsText } from '../../src/lib/metrics/metrics-text.ts';
import { toFamily } from '../../src/lib/metrics/write-family.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { openLog, seedTime } from '../log/lib/log-stage.ts';

/** The text as Prometheus reads it, strictly: each line is a comment or a sample, and each family is told of once. */
function readText(text: string): ReadonlyMap<string, number> {
  const samples = new Map<string, number>();
  let family = '';
  const families = new Set<string>();
  for (const line of text.split('\n').slice(0, -1)) {
    const [, kind, name = ''] = /^# (HELP|TYPE) ([a-zA-Z_:][\w:]*) .+$/.exec(line) ?? [];
    if (kind === 'HELP') {
      expect([name, families.has(name)]).toEqual([name, false]);
      families.add(name);
      family = name;
    }
    if (kind !== undefined) continue;
    const sample =
      /^([a-zA-Z_:][\w:]*)(\{(?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\"n])*",?)*\})? (-?[\d.]+(?:e[+-]\d+)?)$/.exec(
        line,
      );
    expect([line, sample === null]).toEqual([line, false]);
    expect([line, sample?.[1]?.startsWith(family)]).toEqual([line, true]);
    samples.set(`${sample?.[1]}${sample?.[2] ?? ''}`, Number(sample?.[3]));
  }
  expect(text.endsWith('\n')).toBe(true);
  return samples;
}

onEachDatabase('the metrics page', ({ origin }) => {
  test('Prometheus reads what happened, of all time', async () => {
    const log = await openLog(await origin());
    await log.store(
      { milliseconds: 2 },
      { outcome: 'rejected', code: 'signature_mismatch', milliseconds: 70_000 },
    );
    await log.route();
    await log.store({});
    await log.transaction((tx) =>
      countSettled(tx, {
        endpointId: 'end_1',
        destinationId: 'dst_1',
        result: 'delivered',
        milliseconds: 20,
        at: seedTime,
      }),
    );
    const samples = readText(await metricsText(log));
    const name = (rest: string): number | undefined => samples.get(`hooklatch_gateway_${rest}`);
    expect(name('deliveries_total{endpoint="end_1",outcome="verified",code=""}')).toBe(1);
    expect(name('deliveries_total{endpoint="end_1",outcome="rejected",code="signature_mismatch"}')).toBe(1);
    expect(name('attempts_total{destination="dst_1",result="delivered"}')).toBe(1);
    expect(name('ingest_duration_seconds_bucket{le="0.001"}')).toBe(0);
    expect(name('ingest_duration_seconds_bucket{le="0.002603"}')).toBe(1);
    expect(name('ingest_duration_seconds_bucket{le="+Inf"}')).toBe(2);
    expect(name('ingest_duration_seconds_count')).toBe(2);
    expect(name('ingest_duration_seconds_sum')).toBeCloseTo(70.002, 6);
    expect(name('forward_duration_seconds_count')).toBe(1);
    expect(name('events_unrouted')).toBe(1);
    expect(name('log_events')).toBe(2);
    expect(name('forwards_queued')).toBe(0);
    const buckets = [...samples]
      .filter(([key]) => key.includes('ingest_duration_seconds_bucket'))
      .map(([, value]) => value);
    expect(buckets).toEqual(buckets.toSorted((left, right) => left - right));
    // What takes longer than 60 s is over every bound but the last.
    expect(buckets.at(-2)).toBe(1);
  });
});

test('labels and help are escaped', () => {
  const text = toFamily({
    name: 'a',
    help: 'one\ntwo\\',
    type: 'gauge',
    samples: [{ labels: { of: 'a"b\\c\nd' }, value: 1 }],
  });
  expect(text).toBe(
    [
      '# HELP hooklatch_gateway_a one\\ntwo\\\\',
      '# TYPE hooklatch_gateway_a gauge',
      String.raw`hooklatch_gateway_a{of="a\"b\\c\nd"} 1`,
      '',
    ].join('\n'),
  );
});
