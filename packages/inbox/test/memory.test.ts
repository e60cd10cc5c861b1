import type { InboxMessage } from '@hooklatch/core/store';
import { describeEngine, type EngineUnderTest } from '@hooklatch/testing/contract';
import { describe, expect, test } from 'vitest';
import { createInbox } from '../src/lib/create-inbox.ts';
import { memoryEngine } from '../src/lib/memory-engine.ts';
import { memoryMessages } from '../src/lib/memory-messages.ts';
import { memoryInbox, type MemoryInboxOptions } from '../src/memory.ts';

/** An hour further at each end of the leases. */
async function open(): Promise<EngineUnderTest> {
  let ahead = 0;
  const now = (): number => Date.now() + ahead;
  const engine = memoryEngine(memoryMessages({ now }), { now });
  const endLeases = (): void => void (ahead += 3_600_000);
  return { inbox: createInbox(engine), other: createInbox(engine), endLeases, close() {} };
}

describeEngine({ describe, test: test.concurrent }, open, { name: 'memory' });

const message = (id: string, body: Uint8Array = new Uint8Array(1)): InboxMessage =>
  ({ id, body }) as InboxMessage;
const forever = 3_600_000;

/** Messages with a clock in hand. */
function createMessages(options: MemoryInboxOptions = {}) {
  let time = 1_700_000_000_000;
  const messages = memoryMessages({ now: () => time, ...options });
  return {
    ...messages,
    pass: (ms: number): void => void (time += ms),
    put: (...ids: string[]) => messages.put(ids.map((id) => message(id))),
    /** Takes the next one, and says how it went. */
    end(verdict: Parameters<typeof messages.settle>[2] = { state: 'done' }): string | undefined {
      const [entry] = messages.claim(1, forever);
      if (entry) messages.settle(entry.message.id, entry.token, verdict);
      return entry?.message.id;
    },
  };
}

describe('an inbox in memory', () => {
  test('works with nothing but its defaults', async () => {
    const inbox = memoryInbox();
    expect(await inbox.put(message('a'))).toBe('stored');
    expect(await inbox.put(message('a'))).toBe('duplicate');
    expect(await inbox.stats()).toEqual({ waiting: 1, delayed: 0, active: 0, dead: 0 });
    await inbox.close();
  });
  test.each<MemoryInboxOptions>([
    { maxMessages: 0 },
    { maxMessages: Number.NaN },
    { retentionMs: 0 },
    { pollMs: 0 },
    { pollMs: Infinity },
    { pollMs: -1 },
  ])('does not take %j', (options) => {
    const [name, value] = Object.entries(options)[0] as [string, number];
    expect(() => memoryInbox(options)).toThrow(new TypeError(`${name} cannot be ${value}.`));
  });
  test('rejects what it has no room for, and keeps nothing of it', async () => {
    const inbox = memoryInbox({ maxMessages: 2 });
    await inbox.put(message('a'));
    const refused = await Promise.allSettled([inbox.put(message('b')), inbox.put(message('c'))]);
    expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect((refused[0] as PromiseRejectedResult).reason).toEqual(
      new Error('The inbox is full: 2 messages are not finished.'),
    );
    expect(await inbox.stats()).toMatchObject({ waiting: 1 });
    expect(await inbox.put(message('b'))).toBe('stored');
  });
  test('knows a duplicate though it is full', () => {
    const { put } = createMessages({ maxMessages: 1 });
    expect([put('a'), put('a')]).toEqual([['stored'], ['duplicate']]);
  });
  test('forgets the oldest finished one first, and nothing else', () => {
    const { put, end, count } = createMessages({ maxMessages: 4 });
    put('a', 'b', 'dead', 'waiting');
    expect([end(), end(), end({ state: 'dead', reason: 'x' })]).toEqual(['a', 'b', 'dead']);
    expect(put('c')).toEqual(['stored']);
    expect(put('b')).toEqual(['duplicate']);
    expect(put('d')).toEqual(['stored']);
    expect(() => put('e')).toThrow('The inbox is full: 4 messages are not finished.');
    expect(put('dead', 'waiting')).toEqual(['duplicate', 'duplicate']);
    expect(count()).toEqual({ waiting: 3, delayed: 0, active: 0, dead: 1 });
  });
  test('knows what was handled for its retention, and not after', () => {
    const { put, end, pass, replay } = createMessages({ retentionMs: 1000 });
    put('a');
    end();
    pass(999);
    expect(put('a')).toEqual(['duplicate']);
    pass(1);
    expect(replay('a')).toBe(false);
    expect(put('a')).toEqual(['stored']);
  });
  test('knows what was discarded for its retention, and not after', () => {
    const { put, end, pass, discard } = createMessages({ retentionMs: 1000 });
    put('a');
    end({ state: 'dead', reason: 'x' });
    expect(discard('a')).toBe(true);
    pass(999);
    expect(put('a')).toEqual(['duplicate']);
    pass(1);
    expect(put('a')).toEqual(['stored']);
  });
  test('knows the dead for ever', () => {
    const { put, end, pass, list } = createMessages({ retentionMs: 1000 });
    put('a');
    end({ state: 'dead', reason: 'x' });
    pass(forever);
    expect(put('a')).toEqual(['duplicate']);
    expect(list(10, 0)).toMatchObject([{ id: 'a', attempts: 1, reason: 'x', diedAt: 1_700_000_000_000 }]);
  });
  test('hands a message out again when its lease has ended, and settles it for whoever has it', () => {
    const { put, claim, settle, extend, pass } = createMessages();
    put('a');
    const [first] = claim(1, 1000);
    expect(claim(1, 1000)).toEqual([]);
    pass(1000);
    const [heir] = claim(1, 1000);
    expect([first?.attempt, heir?.attempt]).toEqual([1, 2]);
    expect(extend('a', first?.token as string, 1000)).toBe(false);
    expect(settle('a', first?.token as string, { state: 'done' })).toBe(false);
    expect(settle('a', heir?.token as string, { state: 'done' })).toBe(true);
    expect(settle('a', heir?.token as string, { state: 'done' })).toBe(false);
  });
  test('has bytes of its own', () => {
    const { claim, put } = memoryMessages();
    const body = Uint8Array.of(1, 2, 3);
    put([message('a', body)]);
    body.fill(0);
    expect(claim(1, 1000)[0]?.message.body).toEqual(Uint8Array.of(1, 2, 3));
  });
});
