import type { Inbox } from '@hooklatch/core/store';
import { describeEngine, type EngineOptions, type EngineUnderTest } from '@hooklatch/testing/contract';
import { createInbox } from '../src/lib/create-inbox.ts';
import type { InboxEngine } from '../src/lib/engine.ts';
import { memoryEngine } from '../src/lib/memory-engine.ts';
import { memoryMessages, type MemoryMessages } from '../src/lib/memory-messages.ts';
import { withTexts, type Texts } from './text-transactions.ts';

/** How an inbox in memory is broken: functions that take the place of its own. `door` is 0, or 1 for the other inbox. */
export interface Break {
  readonly messages?: (messages: MemoryMessages) => Partial<MemoryMessages>;
  readonly engine?: (engine: InboxEngine, door: number) => Partial<InboxEngine>;
  readonly inbox?: (inbox: Inbox, door: number) => Partial<Inbox>;
  /** Only bodies of many MiB show it. */
  readonly isLarge?: boolean;
}

/** One that keeps something in mind is made anew for each inbox. */
export type AnyBreak = Break | (() => Break);

/** A fact, and what came of it. */
export interface Recorded {
  readonly name: string;
  readonly error: Error | undefined;
}

type Body = () => Promise<void> | void;

function openBroken(change: Break, texts: Texts | undefined): EngineUnderTest {
  let ahead = 0;
  const now = (): number => Date.now() + ahead;
  const kept = memoryMessages({ now });
  const whole = memoryEngine({ ...kept, ...change.messages?.(kept) }, { now, pollMs: 10 });
  const shared = texts ? withTexts(whole, texts) : whole;
  const openDoor = (door: number): Inbox => {
    const made = createInbox({ ...shared, ...change.engine?.(shared, door) });
    return { ...made, ...change.inbox?.(made, door) };
  };
  const endLeases = (): void => void (ahead += 7_200_000);
  return { inbox: openDoor(0), other: openDoor(1), endLeases, close() {} };
}

/** The group's facts by name, over an inbox of their own. */
function defineGroup(group: string, given: AnyBreak, texts: Texts | undefined): ReadonlyMap<string, Body> {
  const change = typeof given === 'function' ? given() : given;
  const bodies = new Map<string, Body>();
  let current = '';
  const describe = (name: string, body: () => void): void => {
    current = name;
    body();
  };
  const test = (name: string, body: Body): void => {
    if (current === group) bodies.set(name, body);
  };
  const options: EngineOptions<Texts> = {
    unitMs: 100,
    // It is waited for in vain.
    patienceMs: 2000,
    ...(!change.isLarge && { leftOut: { largeBodies: 'they take long' } }),
    ...(texts && { transactions: { write: (tx, text) => tx.push(text), readAll: () => texts } }),
  };
  const open = async (): Promise<EngineUnderTest<Texts>> =>
    openBroken(change, texts) as EngineUnderTest<Texts>;
  describeEngine({ describe, test }, open, options);
  return bodies;
}

/** What the facts of one group are called. */
export function factNames(group: string, hasTransactions: boolean = false): readonly string[] {
  return [...defineGroup(group, { isLarge: true }, hasTransactions ? [] : undefined).keys()];
}

/**
 * Shows the facts of one group on an inbox in memory, all at once.
 *
 * @param group - as the contract calls it
 * @param change - how it is broken
 * @param hasTransactions - whether its engine has any
 * @returns the group's facts, and what came of them
 */
export function recordGroup(
  group: string,
  change: AnyBreak = {},
  hasTransactions: boolean = false,
): Promise<readonly Recorded[]> {
  const define = (): ReadonlyMap<string, Body> =>
    defineGroup(group, change, hasTransactions ? [] : undefined);
  const names = [...define().keys()];
  return Promise.all(
    names.map(async (name) => ({ name, error: await failureOf(define().get(name) as Body) })),
  );
}

async function failureOf(body: Body): Promise<Error | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The fact never ends.')), 30_000);
  });
  try {
    await Promise.race([body(), late]);
    return undefined;
  } catch (error) {
    return error as Error;
  } finally {
    clearTimeout(timer);
  }
}
