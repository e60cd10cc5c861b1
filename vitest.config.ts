import { defaultClientConditions, defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { readdirSync } from 'node:fs';

const source = '@hooklatch/source';
const packages = readdirSync(new URL('packages', import.meta.url)).toSorted();

const project = (name: string, include: string[]) => ({ extends: true as const, test: { name, include } });

export default defineConfig({
  // Tests read sources, so that they need no build.
  resolve: { conditions: [source, ...defaultClientConditions] },
  ssr: { resolve: { conditions: [source, ...defaultServerConditions], externalConditions: ['node'] } },
  test: {
    environment: 'node',
    // Tests of stores and engines wait more than they work: several files, and several tests of one, at once.
    maxWorkers: 5,
    maxConcurrency: 6,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    passWithNoTests: true,
    reporters: ['default', './scripts/lib/totals-reporter.mjs'],
    projects: [
      ...packages.map((name) => project(name, [`packages/${name}/test/**/*.test.ts`])),
      project('workspace', ['test/**/*.test.ts']),
      project('examples', ['examples/*/test/**/*.test.ts']),
    ],
  },
});
