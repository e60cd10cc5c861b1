import type { WebhookStore } from '@hooklatch/core/store';
import { same } from './store-expect.ts';
import { LONG, type StoreUnderTest } from './store-fact.ts';
import { createOracle, type Oracle } from './store-oracle.ts';
import { GREATEST, KEYS, toCommand, type Command } from './store-program.ts';

/** What is used of fast-check, which the caller brings. */
export interface FastCheck {
  nat(max: number): unknown;
  array(each: unknown, bounds: { minLength: number; maxLength: number; size: 'max' }): unknown;
  asyncProperty(program: unknown, body: (program: number[]) => Promise<void>): unknown;
  assert(property: unknown, options: { numRuns: number; seed?: number }): unknown;
}

/** How much is tried. */
export interface ModelOptions {
  /** How many programs. */
  readonly runs: number;
  /** How long a program is at most. */
  readonly commands: number;
  /** Repeats what fast-check has reported. (random) */
  readonly seed?: number;
  /** Milliseconds from one moment of the programs to the next; a store that takes half as long is not judged. (100) */
  readonly tickMs?: number;
}

/** How much was tried. */
export interface ModelResult {
  /** How many programs ran. */
  readonly runs: number;
  /** How many of them were compared to their end: all, unless the store was slower than a tick in between. */
  readonly judged: number;
}

/** A clock of whole ticks, which waits keep in step with the store's. */
interface TickClock {
  wait(ticks: number): Promise<void>;
  /** Whether so much time has passed since the last tick that the store may see another one. */
  isLate(): boolean;
}

function createClock({ wait }: StoreUnderTest<never>, tickMs: number): TickClock {
  if (wait) return { wait: async (ticks) => wait(ticks * tickMs), isLate: () => false };
  let tick = performance.now();
  return {
    async wait(ticks) {
      tick += ticks * tickMs;
      while (performance.now() < tick)
        await new Promise((resolve) => void setTimeout(resolve, Math.max(1, tick - performance.now())));
    },
    isLate: () => performance.now() > tick + 0.4 * tickMs,
  };
}

interface Run {
  readonly clients: readonly [WebhookStore<never>, WebhookStore<never>];
  readonly oracle: Oracle;
  readonly prefix: string;
  readonly tickMs: number;
}

function chooseToken({ oracle }: Run, { key, token }: Command): string {
  const choices = [oracle.tokensOf(key)[0], oracle.tokensOf(key)[1], oracle.tokensOf((key + 1) % KEYS)[0]];
  return choices[token] ?? (token === 4 ? '' : '00000000-0000-4000-8000-000000000000');
}

/** Does one thing that needs a token, and checks the answer. */
async function useToken(run: Run, command: Command, store: WebhookStore<never>): Promise<() => void> {
  const { act, key, ticks } = command;
  const { oracle, prefix, tickMs } = run;
  const name = `${prefix}${key}`;
  const token = chooseToken(run, command);
  const lasts = Math.round((ticks - 0.5) * tickMs);
  const answer = await (act === 'extend'
    ? store.extend(name, token, lasts)
    : act === 'complete'
      ? store.complete(name, token, lasts)
      : store.release(name, token));
  return () => {
    const isHeld = oracle.isHeld(key, token);
    same(answer, isHeld, act);
    if (!isHeld) return;
    if (act === 'extend') oracle.extend(key, ticks);
    else if (act === 'complete') oracle.complete(key, ticks);
    else oracle.release(key);
  };
}

/** Does one thing to the store; what it gives compares the answer with the oracle's. */
async function perform(run: Run, command: Command): Promise<() => void> {
  const { act, key, client, ticks, version } = command;
  const { clients, oracle, prefix, tickMs } = run;
  const store = clients[client] ?? clients[0];
  const name = `${prefix}${key}`;
  if (act === 'claim') {
    const claim = await store.claim(name, Math.round((ticks - 0.5) * tickMs));
    return () => oracle.claimed(key, ticks, claim, tickMs);
  }
  if (act === 'raise') {
    await store.watermarks?.raise(name, version, LONG);
    return () => oracle.raise(key, version);
  }
  if (act === 'read') {
    const found = await store.watermarks?.read(name);
    return () => (store.watermarks ? same(found, oracle.read(key), 'read') : undefined);
  }
  return useToken(run, command, store);
}

/** @returns whether the store was quick enough to be judged to the end */
async function runProgram(run: Run, clock: TickClock, program: readonly Command[]): Promise<boolean> {
  const done: string[] = [];
  await clock.wait(1);
  for (const command of program) {
    const { act, key, client, ticks, token, version } = command;
    done.push(`${act} key ${key} by client ${client}: ${ticks} ticks, token ${token}, version ${version}`);
    if (act === 'wait') {
      await clock.wait(ticks);
      run.oracle.pass(ticks);
      continue;
    }
    try {
      const compare = await perform(run, command);
      if (clock.isLate()) return false;
      compare();
    } catch (error) {
      throw new Error(`${(error as Error).message}, after:\n${done.join('\n')}`, { cause: error });
    }
  }
  return true;
}

/**
 * Does random things to a store, over three keys and two clients, and compares every answer with a tiny model's.
 *
 * @param fc - fast-check
 * @param open - gives the store; it is opened once
 * @param options - how much is tried
 * @returns how much was
 * @throws Error with the shortest program found on which the store and the model differ, or where the store is too slow
 *   to be judged
 * @example
 * ```ts
 * import { memoryStore } from '@hooklatch/core/store';
 * import { modelStore, type FastCheck } from '@hooklatch/testing/contract';
 *
 * export async function checkMemory(fc: FastCheck) {
 *   let now = 0;
 *   const store = memoryStore({ now: () => now });
 *   const open = async () => ({ store, other: store, wait: (ms: number) => void (now += ms), close() {} });
 *   await modelStore(fc, open, { runs: 1000, commands: 40 });
 * }
 * ```
 */
export async function modelStore<Tx = unknown>(
  fc: FastCheck,
  open: () => Promise<StoreUnderTest<Tx>>,
  { runs, commands, seed, tickMs = 100 }: ModelOptions,
): Promise<ModelResult> {
  const opened = (await open()) as StoreUnderTest<never>;
  const id = crypto.randomUUID();
  const count = { runs: 0, judged: 0 };
  const body = async (numbers: number[]): Promise<void> => {
    count.runs += 1;
    const run: Run = {
      clients: [opened.store, opened.other],
      oracle: createOracle(KEYS),
      prefix: `${id}:${count.runs}:`,
      tickMs,
    };
    if (await runProgram(run, createClock(opened, tickMs), numbers.map(toCommand))) count.judged += 1;
  };
  try {
    const program = fc.array(fc.nat(GREATEST), { minLength: 1, maxLength: commands, size: 'max' });
    await fc.assert(fc.asyncProperty(program, body), { numRuns: runs, ...(seed !== undefined && { seed }) });
  } finally {
    await opened.close();
  }
  if (count.judged < count.runs / 2)
    throw new Error(
      `Of ${count.runs} programs ${count.judged} were quick enough to be judged: raise tickMs (${tickMs}).`,
    );
  return count;
}
