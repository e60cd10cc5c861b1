import { build, stop } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { createScratchDir } from './scratch-dir.ts';

const roles = ['receiver', 'worker', 'replayer', 'migrator', 'direct', 'sender'] as const;
export type Role = (typeof roles)[number];

let bundling: Promise<string> | undefined;

/**
 * Makes one file of each role and all that it imports: a process that lives for a moment is ready in half the time.
 *
 * @returns the directory, which is removed when this process ends
 */
export function bundleRoles(): Promise<string> {
  bundling ??= bundle();
  return bundling;
}

async function bundle(): Promise<string> {
  const dir = createScratchDir().path;
  await build({
    entryPoints: roles.map((role) => fileURLToPath(new URL(`roles/${role}.ts`, import.meta.url))),
    outdir: dir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@hooklatch/source'],
    external: ['pg-native'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  // Else its service would stay for as long as this process.
  await stop();
  return dir;
}
