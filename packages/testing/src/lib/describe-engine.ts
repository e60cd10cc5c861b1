import { closeFacts } from './engine-close.ts';
import { controlFacts } from './engine-control.ts';
import { deadFacts } from './engine-dead.ts';
import { duplicateFacts } from './engine-duplicates.ts';
import { errorFacts } from './engine-errors.ts';
import type { EngineAbility, EngineFact, EngineTransactions, EngineUnderTest } from './engine-fact.ts';
import { fencingFacts } from './engine-fencing.ts';
import { keepingFacts } from './engine-keeping.ts';
import { leaseFacts } from './engine-leases.ts';
import { orderingFacts } from './engine-ordering.ts';
import { replayFacts } from './engine-replay.ts';
import { retryFacts } from './engine-retries.ts';
import { rowFacts } from './engine-rows.ts';
import { toStage } from './engine-stage.ts';
import { noTransactionFacts, transactionFacts } from './engine-transactions.ts';
import type { TestRunner } from './runner.ts';

/** What differs for one engine. */
export interface EngineOptions<Tx = unknown> {
  /** `pg-boss 12`. (nothing) */
  readonly name?: string;
  /** Where the engine has transactions: how an application writes with one, and what it has written. */
  readonly transactions?: EngineTransactions<Tx>;
  /**
   * What the engine's platform cannot do, each with the reason, which stands in the test's name: by an ability, or by
   * the name of one fact.
   */
  readonly leftOut?: { readonly [Ability in EngineAbility]?: string } & Readonly<Record<string, string>>;
  /**
   * What tests count time in, in milliseconds: a message that may be taken is taken within less, and the platform tells
   * two delays apart that differ by as much. A lease lasts two and more. (250)
   */
  readonly unitMs?: number;
  /** How long a test waits for what is to happen, in milliseconds. (20 units, at least 8000) */
  readonly patienceMs?: number;
}

function groupsOf({ transactions }: EngineOptions<never>): Readonly<Record<string, readonly EngineFact[]>> {
  return {
    keeping: keepingFacts,
    duplicates: duplicateFacts,
    rows: rowFacts,
    retries: retryFacts,
    errors: errorFacts,
    leases: leaseFacts,
    fencing: fencingFacts,
    'dead letters': deadFacts,
    replay: replayFacts,
    control: controlFacts,
    closing: closeFacts,
    ordering: orderingFacts,
    transactions: transactions ? transactionFacts : noTransactionFacts,
  };
}

/**
 * The contract of every engine of an inbox, through webhooks that verify and workers that handle.
 *
 * @param runner - of any test runner; a test may take 20 seconds
 * @param open - gives an empty inbox; it is opened anew for every fact
 * @param options - what differs
 * @throws TypeError where `leftOut` names nothing that the contract has
 * @example
 * ```ts
 * import type { Inbox } from '@hooklatch/core/store';
 * import { describeEngine } from '@hooklatch/testing/contract';
 * import { describe, test } from 'vitest';
 *
 * declare function createInboxes(): Promise<readonly [Inbox, Inbox]>;
 * async function open() {
 *   const [inbox, other] = await createInboxes();
 *   return { inbox, other, close() {} };
 * }
 * describeEngine({ describe, test }, open, { name: 'my engine', leftOut: { stats: 'the service does not tell' } });
 * ```
 */
export function describeEngine<Tx = unknown>(
  runner: Pick<TestRunner, 'describe' | 'test'>,
  open: () => Promise<EngineUnderTest<Tx>>,
  options: EngineOptions<Tx> = {},
): void {
  const { name, leftOut = {} } = options;
  const groups = groupsOf(options as EngineOptions<never>);
  refuseUnknown(Object.values(groups).flat(), leftOut);
  runner.describe(name === undefined ? 'the inbox contract' : `the inbox contract: ${name}`, () => {
    for (const [group, facts] of Object.entries(groups)) {
      runner.describe(group, () => {
        for (const fact of facts) {
          const reason = reasonFor(fact, leftOut);
          if (reason === undefined) runner.test(fact.name, () => show(fact, open, options));
          else runner.test(`${fact.name} (left out: ${reason})`, () => {});
        }
      });
    }
  });
}

function reasonFor(
  { name, needs = [] }: EngineFact,
  leftOut: Readonly<Record<string, string>>,
): string | undefined {
  const found = [name, ...needs].find((one) => Object.hasOwn(leftOut, one));
  return found === undefined ? undefined : leftOut[found];
}

function refuseUnknown(facts: readonly EngineFact[], leftOut: Readonly<Record<string, string>>): void {
  const known = new Set(facts.flatMap(({ name, needs = [] }) => [name, ...needs]));
  const unknown = Object.keys(leftOut).filter((name) => !known.has(name));
  if (unknown.length > 0) throw new TypeError(`Nothing of the contract: ${unknown.join(', ')}.`);
}

async function show<Tx>(
  fact: EngineFact,
  open: () => Promise<EngineUnderTest<Tx>>,
  { unitMs = 250, patienceMs = Math.max(8000, 20 * unitMs), transactions }: EngineOptions<Tx>,
): Promise<void> {
  const opened = await open();
  try {
    await fact.show(toStage(opened, { unitMs, patienceMs, transactions }));
  } finally {
    await Promise.all([opened.inbox.close({ graceMs: 0 }), opened.other.close({ graceMs: 0 })]);
    await opened.close();
  }
}
