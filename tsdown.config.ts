import { existsSync } from 'node:fs';
import { defineConfig } from 'tsdown';

// Run in a package's own directory. `exports` follows src/*.ts; core's two crypto files are reached through `#crypto`.
const crypto = ['crypto-node', 'crypto-web'].filter((name) => existsSync(`src/lib/${name}.ts`));

export default defineConfig({
  cwd: process.cwd(),
  entry: ['src/*.ts', ...crypto.map((name) => `src/lib/${name}.ts`)],
  root: 'src',
  format: ['esm', 'cjs'],
  fixedExtension: true,
  platform: 'neutral',
  target: 'es2022',
  tsconfig: 'tsconfig.json',
  dts: true,
  deps: { neverBundle: ['#crypto', /^node:/] },
  logLevel: 'warn',
});
