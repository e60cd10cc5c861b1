import { existsSync, readFileSync } from 'node:fs';
import { defineConfig, type UserConfig } from 'tsdown';

// Run in a package's own directory. `exports` follows src/*.ts; core's two crypto files are reached through `#crypto`.
const crypto = ['crypto-node', 'crypto-web'].filter((name) => existsSync(`src/lib/${name}.ts`));

/** Published as ESM alone: a CommonJS build carries them along. */
const esmOnly = ['jose', 'structured-headers', /^@noble\/hashes/];
const neverBundle = ['#crypto', /^node:/];

/**
 * What core loads first is one file, so that a start reads few and a bundler makes one chunk of it; nothing that is
 * loaded later may be in it. Adapters hand the memory store on, which is why it has a file of its own.
 */
const first =
  'authenticate|encoding|endpoint|env|error|event|hash|headers|join-bytes|payload|provider-definition|public-head|' +
  'refuse-length|scheme|secret|secret-source';
const groups = [
  { name: 'first', test: new RegExp(String.raw`core/src/lib/(${first})\.ts$`) },
  { name: 'memory-store', test: /core\/src\/lib\/memory-store\.ts$/ },
];

/** A command is run by Node, and imported by nobody. */
const isCommand = Object.hasOwn(JSON.parse(readFileSync('package.json', 'utf8')) as object, 'bin');

const shared: UserConfig = {
  cwd: process.cwd(),
  entry: ['src/*.ts', ...crypto.map((name) => `src/lib/${name}.ts`)],
  root: 'src',
  fixedExtension: true,
  // A package is published whole: names that stay the same are shorter, and say what changed.
  hash: false,
  platform: 'neutral',
  target: 'es2022',
  tsconfig: 'tsconfig.json',
  dts: true,
  logLevel: 'warn',
};

const builds: UserConfig[] = [
  {
    ...shared,
    format: 'esm',
    outputOptions: { codeSplitting: { groups } },
    deps: { neverBundle },
    dts: !isCommand,
  },
  {
    ...shared,
    format: 'cjs',
    clean: false,
    outputOptions: { exports: 'named', codeSplitting: { groups } },
    deps: { neverBundle, alwaysBundle: esmOnly },
  },
];

export default defineConfig(isCommand ? builds.slice(0, 1) : builds);
