import { defaultClientConditions, defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { readdirSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const source = '@hooklatch/source';
const packages = readdirSync(new URL('packages', import.meta.url)).toSorted();

const project = (name: string, include: string[]) => ({ extends: true as const, test: { name, include } });

/** What takes a minute or more: processes that are killed, runtimes, new users, compilers, browsers. */
const long = /^test\/(chaos|runtimes|new-user|docs|packaging)\/|\/(dashboard|crash|init)\/|\/next\.test/;
/** So many short files go between two long ones. */
const between = 4;

/** The long ones early, so that nothing waits for one in the end, but not all at once: they have processes of their own. */
class Spread extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => long.test(relative(root, moduleId));
    const short = sorted.filter((file) => !isLong(file));
    const spread = sorted
      .filter(isLong)
      .flatMap((file, at) => [file, ...short.slice(at * between, (at + 1) * between)]);
    const placed = new Set(spread);
    return [...spread, ...short.filter((file) => !placed.has(file))];
  }
}

export default defineConfig({
  // Tests read sources, so that they need no build.
  resolve: { conditions: [source, ...defaultClientConditions] },
  ssr: { resolve: { conditions: [source, ...defaultServerConditions], externalConditions: ['node'] } },
  test: {
    environment: 'node',
    // Tests of stores and engines wait more than they work: several files, and several tests of one, at once.
    maxWorkers: 5,
    maxConcurrency: 6,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    passWithNoTests: true,
    reporters: ['default', './scripts/lib/totals-reporter.mjs'],
    sequence: { sequencer: Spread },
    projects: [
      ...packages.map((name) => project(name, [`packages/${name}/test/**/*.test.ts`])),
      project('workspace', ['test/**/*.test.ts']),
      project('examples', ['examples/*/test/**/*.test.ts']),
    ],
  },
});
