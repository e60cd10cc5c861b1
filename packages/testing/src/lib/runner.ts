/** What a contract needs of a test runner: vitest, Jest and node:test have it. */
export interface TestRunner {
  describe(name: string, body: () => void): unknown;
  test(name: string, body: () => Promise<void> | void): unknown;
  beforeAll(body: () => Promise<void> | void): unknown;
  afterAll(body: () => Promise<void> | void): unknown;
}

/** A named fact, and what shows it. `url` is where the contract's endpoints are mounted. */
export interface Fact {
  readonly name: string;
  show(url: string): Promise<void>;
}
