import {
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Span,
  type SpanStatus,
  type TracerProvider,
} from '@opentelemetry/api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withSpan } from '../../src/lib/metrics/with-span.ts';

interface Told {
  name: string;
  kind: SpanKind | undefined;
  attributes: Attributes | undefined;
  status?: SpanStatus;
  isEnded?: boolean;
}

let told: Told[];

/** Just what the API asks of an SDK here. */
const provider = {
  getTracer: () => ({
    startActiveSpan(
      name: string,
      options: { kind?: SpanKind; attributes?: Attributes },
      work: (span: Span) => unknown,
    ) {
      const one: Told = { name, kind: options.kind, attributes: options.attributes };
      told.push(one);
      return work({
        setStatus: (status: SpanStatus) => void (one.status = status),
        end: () => void (one.isEnded = true),
      } as unknown as Span);
    },
  }),
} as unknown as TracerProvider;

beforeEach(() => {
  told = [];
  trace.setGlobalTracerProvider(provider);
});
afterEach(() => trace.disable());

test('work is done within a span, which ends with it', async () => {
  const result = await withSpan('gateway.forward', { kind: 'client', attributes: { forward: 'fwd_1' } }, () =>
    Promise.resolve(7),
  );
  expect(result).toBe(7);
  expect(told).toEqual([
    { name: 'gateway.forward', kind: SpanKind.CLIENT, attributes: { forward: 'fwd_1' }, isEnded: true },
  ]);
});

test('a failure marks the span by its name alone, and goes on', async () => {
  const work = withSpan('gateway.receive', {}, () =>
    Promise.reject(new TypeError('The body was {"card":"4242"}.')),
  );
  await expect(work).rejects.toThrow('4242');
  expect(told).toMatchObject([
    { kind: SpanKind.INTERNAL, status: { code: SpanStatusCode.ERROR, message: 'TypeError' }, isEnded: true },
  ]);
  expect(JSON.stringify(told)).not.toContain('4242');
});

test('without an SDK work is done all the same', async () => {
  trace.disable();
  expect(await withSpan('gateway.receive', {}, () => Promise.resolve(1))).toBe(1);
  expect(told).toEqual([]);
});
