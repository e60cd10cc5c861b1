import type { InboxMessage } from '@hooklatch/core/store';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Kept } from '../src/lib/engine.ts';
import { groupPuts } from '../src/lib/group-puts.ts';

const message = (id: string): InboxMessage => ({ id }) as InboxMessage;
const turn = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 5));

/** Notes the ids of each call. */
function createDoor(answer: (ids: readonly string[]) => readonly Kept[] | Promise<readonly Kept[]>) {
  const calls: string[][] = [];
  const put = groupPuts(async (messages) => {
    const ids = messages.map(({ id }) => id);
    calls.push(ids);
    return answer(ids);
  });
  return { calls, put };
}

const stored = (ids: readonly string[]): Kept[] => ids.map(() => 'stored');

test('all messages of one turn are one call, those of the next are another', async () => {
  const { calls, put } = createDoor(stored);
  const first = [put(message('a')), put(message('b'))];
  await Promise.resolve();
  first.push(put(message('c')));
  await turn();
  const second = put(message('d'));
  expect(await Promise.all([...first, second])).toEqual(['stored', 'stored', 'stored', 'stored']);
  expect(calls).toEqual([['a', 'b', 'c'], ['d']]);
});

test('the next call does not wait for the one before', async () => {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  const { calls, put } = createDoor(async (ids) => {
    if (ids[0] === 'slow') await opened;
    return stored(ids);
  });
  const slow = put(message('slow'));
  await turn();
  expect(await put(message('quick'))).toBe('stored');
  open();
  expect(await slow).toBe('stored');
  expect(calls).toEqual([['slow'], ['quick']]);
});

test('each gets its own answer', async () => {
  const { put } = createDoor((ids) => ids.map((id) => (id === 'old' ? 'duplicate' : 'stored')));
  const ids = ['a', 'old', 'b'];
  expect(await Promise.all(ids.map((id) => put(message(id))))).toEqual(['stored', 'duplicate', 'stored']);
});

test('a message that comes twice in a group is put once, and is a duplicate the second time', async () => {
  const { calls, put } = createDoor((ids) => ids.map((id) => (id === 'old' ? 'duplicate' : 'stored')));
  const kept = await Promise.all(['a', 'old', 'a', 'b', 'old', 'a'].map((id) => put(message(id))));
  expect(kept).toEqual(['stored', 'duplicate', 'duplicate', 'stored', 'duplicate', 'duplicate']);
  expect(calls).toEqual([['a', 'old', 'b']]);
});

test('a rejection reaches all of its group, and no other', async () => {
  const error = new Error('the disk is full');
  const { put } = createDoor((ids) => (ids.includes('bad') ? Promise.reject(error) : stored(ids)));
  const group = await Promise.allSettled(['a', 'bad', 'a', 'b'].map((id) => put(message(id))));
  expect(group.map((one) => (one as PromiseRejectedResult).reason as unknown)).toEqual([
    error,
    error,
    error,
    error,
  ]);
  expect(await put(message('c'))).toBe('stored');
});

test('an error of one message reaches it alone, as often as it came', async () => {
  const error = new Error('too large');
  const { put } = createDoor((ids) => ids.map((id) => (id === 'bad' ? { error } : 'stored')));
  const group = await Promise.allSettled(['a', 'bad', 'b', 'bad'].map((id) => put(message(id))));
  expect(group).toEqual([
    { status: 'fulfilled', value: 'stored' },
    { status: 'rejected', reason: error },
    { status: 'fulfilled', value: 'stored' },
    { status: 'rejected', reason: error },
  ]);
});

test('what is thrown at once is a rejection too', async () => {
  const put = groupPuts(() => {
    throw new Error('not open');
  });
  await expect(put(message('a'))).rejects.toThrow('not open');
});

test.each([0, 1, 3])('%i answers for two messages are none', async (count) => {
  const { put } = createDoor(() => Array.from({ length: count }, () => 'stored' as const));
  const group = await Promise.allSettled(['a', 'b'].map((id) => put(message(id))));
  expect(group.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});

test('a call has 500 messages at most', async () => {
  const { calls, put } = createDoor(stored);
  const ids = Array.from({ length: 1201 }, (_, at) => `${at}`);
  await Promise.all(ids.map((id) => put(message(id))));
  expect(calls.map(({ length }) => length)).toEqual([500, 500, 201]);
  expect(calls.flat()).toEqual(ids);
});

test('settled waits for what is on its way, and for what waits for its turn', async () => {
  let done = 0;
  const { put } = createDoor(async (ids) => {
    await turn();
    done += ids.length;
    return stored(ids);
  });
  const first = put(message('a'));
  await new Promise((resolve) => void setImmediate(resolve));
  const second = put(message('b'));
  await put.settled();
  expect(done).toBe(2);
  expect(await Promise.all([first, second])).toEqual(['stored', 'stored']);
  await put.settled();
});

test('settled waits for what fails as well, and does not reject', async () => {
  const { put } = createDoor(() => Promise.reject(new Error('away')));
  const failed = put(message('a')).catch((error: unknown) => (error as Error).message);
  await put.settled();
  expect(await failed).toBe('away');
});

test('of each id one is stored, whatever came together', async () => {
  const turns = fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 8 }), { maxLength: 6 });
  const property = fc.asyncProperty(turns, async (groups) => {
    const kept = new Set<string>();
    const { put } = createDoor((ids) =>
      ids.map((id) => {
        const isNew = !kept.has(id);
        kept.add(id);
        return isNew ? 'stored' : 'duplicate';
      }),
    );
    const all: [string, Promise<string>][] = [];
    for (const group of groups) {
      for (const id of group) all.push([`${id}`, put(message(`${id}`))]);
      await new Promise((resolve) => void setImmediate(resolve));
    }
    const answers = await Promise.all(all.map(async ([id, answer]) => `${id} ${await answer}`));
    const ids = new Set(groups.flat().map(String));
    expect(answers.filter((one) => one.endsWith('stored')).toSorted()).toEqual(
      [...ids].map((id) => `${id} stored`).toSorted(),
    );
  });
  await fc.assert(property, { numRuns: 200 });
});
