import { existsSync, readFileSync } from 'node:fs';
import { defineConfig, type UserConfig } from 'tsdown';

// Run in a package's own directory. `exports` follows src/*.ts; core's two crypto files are reached through `#crypto`.
const crypto = ['crypto-node', 'crypto-web'].filter((name) => existsSync(`src/lib/${name}.ts`));

/** Published as ESM alone: a CommonJS build carries them along. */
const esmOnly = ['jose', 'structured-headers', /^@noble\/hashes/];
const neverBundle = ['#crypto', /^node:/];

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
  { ...shared, format: 'esm', deps: { neverBundle }, dts: !isCommand },
  {
    ...shared,
    format: 'cjs',
    clean: false,
    outputOptions: { exports: 'named' },
    deps: { neverBundle, alwaysBundle: esmOnly },
  },
];

export default defineConfig(isCommand ? builds.slice(0, 1) : builds);
