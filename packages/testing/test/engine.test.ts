import type { Inbox } from '@hooklatch/core/store';
import { describe, expect, test } from 'vitest';
import { describeEngine, type EngineOptions } from '../src/contract.ts';

interface Defined {
  readonly groups: string[];
  readonly tests: Map<string, () => Promise<void> | void>;
}

const closed: string[] = [];
/** An inbox that can do nothing but be closed. */
const broken = (name: string): Inbox =>
  new Proxy({} as Inbox, {
    get(_inbox, property) {
      if (property === 'close') return async () => void closed.push(name);
      return () => Promise.reject(new Error('It is broken.'));
    },
  });

function define(options?: EngineOptions): Defined {
  const defined: Defined = { groups: [], tests: new Map() };
  describeEngine(
    {
      describe(name, body) {
        defined.groups.push(name);
        body();
      },
      test: (name, body) => defined.tests.set(name, body),
    },
    async () => ({ inbox: broken('inbox'), other: broken('other'), close: () => void closed.push('end') }),
    options,
  );
  return defined;
}

const leftOutIn = ({ tests }: Defined): string[] =>
  [...tests.keys()].filter((name) => name.includes('left out'));

describe('the inbox contract', () => {
  test('has the name of the engine', () => {
    expect(define({ name: 'some engine' }).groups[0]).toBe('the inbox contract: some engine');
    expect(define().groups[0]).toBe('the inbox contract');
  });
  test('gives every fact a name of its own', () => {
    const names: string[] = [];
    const note = (name: string): number => names.push(name);
    const open = (): Promise<never> => Promise.reject(new Error('not opened'));
    describeEngine({ describe: (_name, body) => body(), test: note }, open);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(100);
  });
  test('says what is left out, and why', () => {
    const defined = define({ leftOut: { stats: 'the service does not tell' } });
    expect(leftOutIn(defined)).toHaveLength(4);
    expect(leftOutIn(defined)[0]).toBe('stats count what waits (left out: the service does not tell)');
    expect(defined.tests.size).toBe(define().tests.size);
  });
  test('leaves out one fact by its name', () => {
    const defined = define({ leftOut: { 'stats count the dead': 'it does not' } });
    expect(leftOutIn(defined)).toEqual(['stats count the dead (left out: it does not)']);
  });
  test('refuses to leave out what it has not', () => {
    const leftOut = { stats: 'no', statistics: 'no', toString: 'no' };
    expect(() => define({ leftOut })).toThrow(
      new TypeError('Nothing of the contract: statistics, toString.'),
    );
  });
  test('has facts of transactions, or that there are none', () => {
    const transactions = { write: () => {}, readAll: () => [] };
    expect(define().tests.has('withTransaction is refused with a TypeError')).toBe(true);
    expect(define({ transactions }).tests.has('withTransaction can be used once for an event')).toBe(true);
  });
  test('closes what it has opened, though a fact fails', async () => {
    closed.length = 0;
    const show = define().tests.get('stats count what waits') as () => Promise<void>;
    await expect(show()).rejects.toThrow('It is broken.');
    expect(closed).toEqual(['inbox', 'other', 'end']);
  });
});
