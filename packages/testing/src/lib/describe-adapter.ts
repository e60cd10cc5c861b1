import { bytesFacts } from './facts-bytes.ts';
import { caseFacts, type AdversarialCase } from './facts-cases.ts';
import { eventFacts } from './facts-events.ts';
import { handshakeFacts } from './facts-handshakes.ts';
import { headerFacts } from './facts-headers.ts';
import { limitFacts } from './facts-limits.ts';
import type { Fact, TestRunner } from './runner.ts';

/** An adapter in its real framework, with every endpoint of the contract mounted at `/<name>`. */
export interface AdapterUnderTest {
  /** `express 5`. */
  readonly name: string;
  /** Starts the server on a free port. */
  start(): Promise<{ readonly url: string; close(): Promise<void> }>;
}

/** What differs for one adapter. */
export interface AdapterOptions {
  /** Requests that an attacker would send, and the verdicts on them. */
  readonly cases?: readonly AdversarialCase[];
  /** Facts that the framework itself decides otherwise before the adapter sees anything, and how. */
  readonly except?: Readonly<Record<string, string>>;
}

// Made when they are wanted: whoever imports this package to sign pays for none of it.
const groups = (): Readonly<Record<string, readonly Fact[]>> => ({
  bytes: bytesFacts(),
  headers: headerFacts(),
  events: eventFacts(),
  handshakes: handshakeFacts(),
  limits: limitFacts(),
});

/**
 * The contract of every adapter, over real sockets.
 *
 * @param runner - of any test runner
 * @param adapter - the adapter in its framework, serving `createContractEndpoints()` of `@hooklatch/testing/contract`
 * @param options - what differs
 * @throws TypeError where `except` names a fact that the contract does not have
 * @example
 * ```ts
 * import { describeAdapter, readCases } from '@hooklatch/testing';
 * import { afterAll, beforeAll, describe, test } from 'vitest';
 *
 * const start = async () => ({ url: 'http://localhost:3000', close: async () => {} });
 * describeAdapter({ describe, test, beforeAll, afterAll }, { name: 'my framework', start });
 * ```
 */
export function describeAdapter(
  runner: TestRunner,
  adapter: AdapterUnderTest,
  options: AdapterOptions = {},
): void {
  const { cases = [], except = {} } = options;
  const all = { ...groups(), 'adversarial requests': caseFacts(cases) };
  const names = new Set(Object.values(all).flatMap((facts) => facts.map(({ name }) => name)));
  const unknown = Object.keys(except).filter((name) => !names.has(name));
  if (unknown.length > 0) throw new TypeError(`No facts of the contract: ${unknown.join(', ')}.`);
  runner.describe(`the adapter contract: ${adapter.name}`, () => {
    let server: { readonly url: string; close(): Promise<void> } | undefined;
    runner.beforeAll(async () => {
      server = await adapter.start();
    });
    runner.afterAll(async () => {
      await server?.close();
    });
    for (const [group, facts] of Object.entries(all)) {
      if (facts.length === 0) continue;
      runner.describe(group, () => {
        for (const fact of facts) {
          if (Object.hasOwn(except, fact.name)) continue;
          runner.test(fact.name, () => fact.show((server as { url: string }).url));
        }
      });
    }
  });
}
