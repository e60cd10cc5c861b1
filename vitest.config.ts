import { defaultClientConditions, defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { readdirSync } from 'node:fs';

const source = '@hooklatch/source';
const packages = readdirSync(new URL('packages', import.meta.url)).toSorted();

const project = (name: string, include: string[]) => ({ extends: true as const, test: { name, include } });

/** Tests of the whole workspace take minutes: they begin first, so that nothing waits for them in the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort
    const sorted = await super.sort(files);
    const isLong = (file: TestSpecification): boolean => file.project.name === 'workspace';
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
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
    sequence: { sequencer: LongestFirst },
    projects: [
      ...packages.map((name) => project(name, [`packages/${name}/test/**/*.test.ts`])),
      project('workspace', ['test/**/*.test.ts']),
      project('examples', ['examples/*/test/**/*.test.ts']),
    ],
  },
});
