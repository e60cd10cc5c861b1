import { defaultClientConditions, defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { readdirSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const source = '@hooklatch/source';
const packages = readdirSync(new URL('packages', import.meta.url)).toSorted();

/** Files of these share processes: what they test has no framework, and nothing that is the process's. */
const shared = new Set(['alerts', 'core', 'inbox', 'providers', 'relay', 'stores', 'tern', 'testing']);

const project = (name: string, include: string[]) => ({
  extends: true as const,
  test: { name, include, isolate: !shared.has(name) },
});

/** What takes a minute or more: processes that are killed, runtimes, new users, compilers, browsers. */
const long = new RegExp(
  [
    'test/(chaos/(crash-points|short|storm)|docs/snippets|new-user/|packaging/(consumers|gateway)|runtimes/)',
    'cli/test/(certify/certify-providers|init/created|inspector-hostile)',
    'gateway/test/(crash/crash|dashboard/)',
    'next/test/next\\.test',
  ].join('|'),
);
/** So many short files go between two long ones. */
const between = 15;

/**
 * The long ones before most of the others, so that nothing waits for one in the end, but not all at once: they have
 * processes of their own, and what is late on a busy machine would be taken for a fault.
 */
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
    maxWorkers: 4,
    maxConcurrency: 6,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    passWithNoTests: true,
    expect: { poll: { timeout: 10_000 } },
    setupFiles: ['./test/each-file.setup.ts'],
    globalSetup: ['./test/servers/lend-postgres.ts'],
    reporters: ['default', './scripts/lib/totals-reporter.mjs'],
    sequence: { sequencer: Spread },
    projects: [
      ...packages.map((name) => project(name, [`packages/${name}/test/**/*.test.ts`])),
      project('workspace', ['test/**/*.test.ts']),
      project('examples', ['examples/*/test/**/*.test.ts']),
    ],
  },
});
