import type { TestRunner } from '../src/index.ts';

/** What came of a test. */
export interface Recorded {
  readonly name: string;
  readonly error: Error | undefined;
}

/**
 * Runs a suite without a test runner.
 *
 * @param define - defines the suite
 * @returns every test and what came of it
 */
export async function recordSuite(define: (runner: TestRunner) => void): Promise<readonly Recorded[]> {
  const before: (() => Promise<void> | void)[] = [];
  const after: (() => Promise<void> | void)[] = [];
  const tests: { name: string; body: () => Promise<void> | void }[] = [];
  define({
    describe: (_name, body) => body(),
    test: (name, body) => tests.push({ name, body }),
    beforeAll: (body) => before.push(body),
    afterAll: (body) => after.push(body),
  });
  const recorded: Recorded[] = [];
  for (const body of before) await body();
  for (const { name, body } of tests) {
    try {
      await body();
      recorded.push({ name, error: undefined });
    } catch (error) {
      recorded.push({ name, error: error as Error });
    }
  }
  for (const body of after) await body();
  return recorded;
}
