/** What came of a suite. */
export interface Collected {
  readonly passed: number;
  /** How many the suite itself leaves out, for the reason that stands in their names. */
  readonly leftOut: number;
  readonly failed: readonly { readonly name: string; readonly error: string }[];
}

type Body = () => Promise<void> | void;

/** What a contract suite needs of a test runner. */
export interface Collecting {
  describe(name: string, body: () => void): void;
  test(name: string, body: Body): void;
  beforeAll(body: Body): void;
  afterAll(body: Body): void;
}

interface Named {
  readonly name: string;
  readonly body: Body;
}

/**
 * Runs a suite without a test runner, on any runtime.
 * @param define defines the suite; called once for each lane, so that what it opens is the lane's own
 * @param lanes how many tests run at the same time (1); one that fails among others is run again when it is alone,
 *   because a test that counts time fails where the machine stands still
 */
export async function collect(define: (runner: Collecting) => void, lanes = 1): Promise<Collected> {
  let passed = 0;
  let leftOut = 0;
  let next = 0;
  let failed: { name: string; error: string; body: Body }[] = [];
  const run = async ({ name, body }: Named): Promise<void> => {
    try {
      await body();
      passed += 1;
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? String(error)) : String(error);
      failed.push({ name, error: text, body });
    }
  };
  const suites = Array.from({ length: lanes }, () => read(define));
  const inLane = async ({ tests }: Suite): Promise<void> => {
    for (let test = tests[next++]; test !== undefined; test = tests[next++]) {
      if (test.name.includes('(left out: ')) leftOut += 1;
      else await run(test);
    }
  };
  try {
    for (const body of suites.flatMap(({ before }) => before)) await body();
    await Promise.all(suites.map(inLane));
    const again = lanes > 1 ? failed : [];
    if (again.length > 0) failed = [];
    for (const test of again) await run(test);
  } finally {
    for (const body of suites.flatMap(({ after }) => after)) await body();
  }
  return { passed, leftOut, failed: failed.map(({ name, error }) => ({ name, error })) };
}

interface Suite {
  readonly before: readonly Body[];
  readonly after: readonly Body[];
  readonly tests: readonly Named[];
}

function read(define: (runner: Collecting) => void): Suite {
  const [before, after]: [Body[], Body[]] = [[], []];
  const tests: Named[] = [];
  define({
    describe: (_name, body) => body(),
    test: (name, body) => void tests.push({ name, body }),
    beforeAll: (body) => void before.push(body),
    afterAll: (body) => void after.push(body),
  });
  return { before, after, tests };
}
