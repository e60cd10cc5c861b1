// What `npm test` does, in this order. A step is a command, and counts as one check unless it writes its own totals
// (`{ passed, failed, skipped }`) to the file that HOOKLATCH_TOTALS names. To add a step, add a line.
//   run     the command; `node` and everything in node_modules/.bin are on PATH
//   needs   steps without which this one cannot run (it then counts as failed)
//   cold    keep no compiled code for the processes that it starts, because it measures them
//   live    show the output as it comes, instead of only when the step fails
//   minutes how long it may take before it is stopped and has failed: 10, unless it says otherwise
//   hint    how to mend what this step finds

/** Runs a script on the sources of the packages. */
const withSources = ['node', '--conditions=@hooklatch/source'];

/** @type {readonly { name: string, run: readonly string[], needs?: readonly string[], cold?: boolean, live?: boolean, minutes?: number, hint?: string }[]} */
export const steps = [
  { name: 'format', run: ['oxfmt', '--check'], hint: 'npm run format' },
  { name: 'lint', run: ['oxlint', '--type-aware', '--deny-warnings'] },
  { name: 'lines', run: ['node', 'scripts/check-lines.mjs'] },
  { name: 'registry', run: ['node', 'scripts/registry.mjs', '--check'], hint: 'npm run exports' },
  { name: 'exports', run: ['node', 'scripts/exports.mjs', '--check'], hint: 'npm run exports' },
  { name: 'docs', run: [...withSources, 'scripts/docs/main.ts', '--check'], hint: 'npm run docs' },
  { name: 'types', run: ['node', 'scripts/check-types.mjs'] },
  { name: 'knip', run: ['knip', '--no-progress'] },
  { name: 'build', run: ['node', 'scripts/build.mjs'], live: true },
  { name: 'packages', run: ['node', 'scripts/check-packages.mjs'], needs: ['build'] },
  // Tests of packages run from sources, without a build; the others want it, and all of them together leave no core idle.
  { name: 'tests', run: ['vitest', 'run'], needs: ['build'], live: true, minutes: 30 },
  {
    name: 'conformance',
    run: ['node', 'scripts/conformance/main.ts', 'packages/providers/vectors', '--through', 'all'],
    needs: ['build'],
    live: true,
  },
  {
    name: 'bench',
    run: ['node', 'benchmarks/main.mjs', '--short'],
    needs: ['build'],
    cold: true,
    live: true,
  },
  { name: 'demo', run: ['node', 'scripts/demo/main.ts', '--quiet'], needs: ['build'], live: true },
];

/** The other commands of run.mjs: `npm run lint -- packages/core` passes `packages/core` on. */
export const commands = {
  format: [['oxfmt', '--write']],
  lint: [['oxlint', '--type-aware', '--deny-warnings']],
  types: [['node', 'scripts/check-types.mjs']],
  unit: [['vitest', 'run']],
  build: [['node', 'scripts/build.mjs']],
  version: [['changeset', 'version']],
  release: [['node', 'scripts/release.mjs']],
  demo: [
    ['node', 'scripts/build.mjs'],
    ['node', 'scripts/demo/main.ts'],
  ],
  gateway: [
    ['node', 'scripts/build.mjs', 'cli', 'gateway'],
    ['node', 'scripts/gateway.mjs'],
  ],
  docs: [[...withSources, 'scripts/docs/main.ts']],
  chaos: [[...withSources, 'test/chaos/main.ts']],
  'chaos:points': [['node', 'test/chaos/every-point.mjs']],
  'chaos:gateway': [[...withSources, 'packages/gateway/test/crash/main.ts']],
  runtimes: [
    ['node', 'scripts/build.mjs'],
    [...withSources, 'test/runtimes/main.ts'],
  ],
  'test:platform': [[...withSources, 'packages/tern/test/run-platform.ts']],
  conformance: [
    ['node', 'scripts/build.mjs'],
    ['node', 'scripts/conformance/main.ts'],
  ],
  bench: [
    ['node', 'scripts/build.mjs'],
    ['node', 'benchmarks/main.mjs'],
  ],
};
