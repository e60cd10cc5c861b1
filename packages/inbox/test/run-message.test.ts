import { WebhookError } from '@hooklatch/core';
import { memoryStore, type WebhookStore } from '@hooklatch/core/store';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Lease, Verdict } from '../src/lib/engine.ts';
import { GiveUp, RetryIn } from '../src/lib/wishes.ts';
import { attempt, createMessage, type Attempt } from './run-bench.ts';

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}));
afterEach(() => void vi.restoreAllMocks());

const throwing = (error: unknown) => (): never => {
  throw error;
};
const away = throwing(new Error('away'));
const never = (): Promise<never> => new Promise(() => {});
const retry = (reason: string, delayMs = 1000): Verdict => ({ state: 'retry', delayMs, reason });
const dead = (reason: string): Verdict => ({ state: 'dead', reason });
const aborted = AbortSignal.abort(new Error('gone'));
const vanished = 'The last attempt never ended: the process that made it went away.';
const ordering = { key: () => 'order_1', version: () => undefined, waitMs: 10 };
const busy: WebhookStore = { ...memoryStore(), claim: async () => ({ state: 'busy', retryAfterMs: 700 }) };
const down: WebhookStore = { ...memoryStore(), claim: () => Promise.reject(new Error('refused')) };
const losing: WebhookStore = { ...memoryStore(), extend: async () => false };
type Transaction = NonNullable<Lease['transaction']>;
const committing: Partial<Lease> = {
  transaction: (async (work: (tx: string) => unknown) => work('tx')) as Transaction,
};
const overtaken: Partial<Lease> = { transaction: () => Promise.reject(new WebhookError('lease_lost')) };
const last: Partial<Lease> = { attempt: 3 };

/** What is attempted, what becomes of the message, the outcome, and how often the handler starts. */
const rows: Readonly<Record<string, readonly [Attempt, Verdict, string, number]>> = {
  'a handler that returns': [{}, { state: 'done' }, 'handled', 1],
  'a handler that returns a reply': [
    { act: () => ({ status: 202, headers: {}, body: '' }) },
    { state: 'done' },
    'handled',
    1,
  ],
  'a type without a handler': [{ row: { on: {} } }, { state: 'done' }, 'ignored', 0],
  'a handler that throws': [{ act: away }, retry('Error: away'), 'retrying', 1],
  'a handler that rejects': [{ act: async () => away() }, retry('Error: away'), 'retrying', 1],
  'a handler that throws at the last attempt': [{ act: away, lease: last }, dead('Error: away'), 'dead', 1],
  'a handler that throws beyond a policy of one attempt': [
    { act: away, options: { retry: { attempts: 1 } } },
    dead('Error: away'),
    'dead',
    1,
  ],
  'a reply that is no success': [
    { act: () => ({ status: 503, headers: {}, body: '' }) },
    retry('Error: The handler gave a reply that is no success.'),
    'retrying',
    1,
  ],
  GiveUp: [{ act: throwing(new GiveUp('no customer')) }, dead('GiveUp: no customer'), 'dead', 1],
  'GiveUp of another copy': [
    { act: throwing(Object.assign(new Error('no customer'), { name: 'GiveUp' })) },
    dead('GiveUp: no customer'),
    'dead',
    1,
  ],
  'RetryIn, longer than the policy': [
    { act: throwing(new RetryIn(86_400_000, 'busy')) },
    retry('RetryIn: busy', 86_400_000),
    'retrying',
    1,
  ],
  'RetryIn 0': [{ act: throwing(new RetryIn(0, 'busy')) }, retry('RetryIn: busy', 0), 'retrying', 1],
  'RetryIn of another copy': [
    { act: throwing({ name: 'RetryIn', delayMs: 7 }) },
    retry('[object Object]', 7),
    'retrying',
    1,
  ],
  'RetryIn that is none': [
    { act: throwing(Object.assign(new Error('soon'), { name: 'RetryIn', delayMs: 'soon' })) },
    retry('RetryIn: soon'),
    'retrying',
    1,
  ],
  'RetryIn at the last attempt': [
    { act: throwing(new RetryIn(5, 'busy')), lease: last },
    dead('RetryIn: busy'),
    'dead',
    1,
  ],
  'a handler that takes too long': [
    { act: never, options: { timeoutMs: 20 } },
    retry('handler_timeout: The handler took over 20 ms (timeoutMs).'),
    'retrying',
    1,
  ],
  'an attempt after the last': [{ lease: { attempt: 4 } }, dead(vanished), 'dead', 0],
  'an endpoint without a row': [
    { row: { name: 'another' } },
    retry('Error: No row of this worker names the endpoint standard-webhooks.'),
    'retrying',
    0,
  ],
  'an endpoint without a row, at the last attempt': [
    { row: { name: 'another' }, lease: last },
    dead('Error: No row of this worker names the endpoint standard-webhooks.'),
    'dead',
    0,
  ],
  'a lease that is lost': [{ act: away, lease: { lost: aborted } }, { state: 'settled' }, 'lost', 0],
  'a turn that does not come': [
    { row: { ordering }, engine: { store: { ...busy, watermarks: memoryStore().watermarks as never } } },
    { state: 'released', delayMs: 20 },
    'released',
    0,
  ],
  'a store that another worker has claimed it in': [
    { engine: { store: busy, claimsInStore: true } },
    { state: 'released', delayMs: 700 },
    'released',
    0,
  ],
  'a store that gives it to another worker meanwhile': [
    {
      row: { leaseMs: 1 },
      act: (_event, { signal }) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
      engine: { store: losing, claimsInStore: true },
    },
    { state: 'released', delayMs: 1000 },
    'released',
    1,
  ],
  'a store that is away': [
    { engine: { store: down, claimsInStore: true } },
    retry('store_unavailable: Error: refused'),
    'retrying',
    0,
  ],
  'a transaction': [
    { act: (_event, { withTransaction }) => withTransaction(() => 1), lease: committing },
    { state: 'settled' },
    'handled',
    1,
  ],
  'a handler that throws after its transaction': [
    {
      act: async (_event, { withTransaction }) => (await withTransaction(() => 1), away()),
      lease: committing,
    },
    { state: 'settled' },
    'handled',
    1,
  ],
  'a handler that takes too long after its transaction': [
    {
      act: async (_event, { withTransaction }) => (await withTransaction(() => 1), never()),
      lease: committing,
      options: { timeoutMs: 20 },
    },
    { state: 'settled' },
    'handled',
    1,
  ],
  'a transaction whose work throws': [
    { act: (_event, { withTransaction }) => withTransaction(away), lease: committing },
    retry('Error: away'),
    'retrying',
    1,
  ],
  'a transaction of a worker that has lost its lease': [
    { act: (_event, { withTransaction }) => withTransaction(() => 1), lease: overtaken },
    { state: 'settled' },
    'lost',
    1,
  ],
  'a transaction where there is none': [
    { act: (_event, { withTransaction }) => withTransaction(() => 1) },
    retry('TypeError: withTransaction needs an engine, or a store, that has transactions.'),
    'retrying',
    1,
  ],
};

describe('what becomes of a message', () => {
  test.each(Object.entries(rows))('after %s', async (_name, [given, verdict, outcome, starts]) => {
    const made = await attempt(given);
    expect(made.verdict).toEqual(verdict);
    expect([made.report.outcome, made.starts, made.reports.length]).toEqual([outcome, starts, 1]);
  });
  test('after a message of a provider that its row has not', async () => {
    const message = { ...(await createMessage()), provider: 'stripe' };
    const { verdict, starts } = await attempt({ lease: { message } });
    expect([verdict.state, starts]).toEqual(['retry', 0]);
  });
  test('after a scheme that its provider has no more', async () => {
    const made = await createMessage();
    const { verdict } = await attempt({
      lease: { message: { ...made, proof: { ...made.proof, scheme: 9 } } },
    });
    expect(verdict.state).toBe('retry');
  });
  test('after anything that a handler throws', async () => {
    const message = await createMessage();
    const property = fc.asyncProperty(fc.anything(), async (thrown) => {
      const { verdict } = await attempt({ act: throwing(thrown), lease: { message } });
      expect(['retry', 'dead']).toContain(verdict.state);
    });
    await fc.assert(property, { numRuns: 300 });
  });
});
