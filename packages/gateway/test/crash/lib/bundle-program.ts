import { build, stop } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let bundling: Promise<string> | undefined;
let users = 0;

/**
 * Makes one file of the gateway and all that it imports: a process that lives for a moment is ready in a third of the
 * time. Whoever is given it releases it.
 */
export function useProgram(): Promise<string> {
  bundling ??= bundle();
  users += 1;
  return bundling;
}

/** The last one removes it. */
export async function releaseProgram(): Promise<void> {
  users -= 1;
  if (users > 0 || !bundling) return;
  const file = await bundling;
  bundling = undefined;
  rmSync(dirname(file), { recursive: true, force: true });
}

async function bundle(): Promise<string> {
  // Below its package, whose files it looks for.
  const dir = mkdtempSync(fileURLToPath(new URL('../../../node_modules/.crash-', import.meta.url)));
  const outfile = join(dir, 'gateway-program.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('gateway-program.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@hooklatch/source'],
    external: ['pg-native'],
    banner: {
      js: "import { createRequire as toRequire } from 'node:module'; const require = toRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  // Else its service would stay for as long as this process.
  await stop();
  return outfile;
}
