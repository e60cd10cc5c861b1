// `npm run conformance -- <path> [--through <adapter>]`: verifies every vector of a file or a directory with the built
// packages, one line for each that differs, and last the totals. `--through all` sends them through each adapter.
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  isProvider,
  readVectors,
  runVector,
  sendVector,
  type Vector,
  type Verdict,
} from '@hooklatch/testing/conformance';

interface Server {
  readonly url: string;
  /** Whether the platform drops what a vector has signed. (none) */
  isLost?(vector: Vector): boolean;
  close(): Promise<void>;
}

/** The adapters, and the runtimes beside Node: the module that serves the conformance endpoint, and its function. */
const servers: Readonly<Record<string, readonly [module: string, start: string]>> = {
  express: ['express/test/fixture/conformance.ts', 'start'],
  fastify: ['fastify/test/fixture/conformance.ts', 'start'],
  hono: ['hono/test/fixture/conformance.ts', 'start'],
  nestjs: ['nestjs/test/fixture/conformance.ts', 'start'],
  next: ['next/test/conformance-server.ts', 'start'],
  workers: ['workers/test/fixture/conformance.ts', 'start'],
  node: ['node/test/fixture/conformance.ts', 'start'],
  koa: ['koa/test/fixture/conformance.ts', 'start'],
  h3: ['h3/test/fixture/conformance.ts', 'start'],
  'azure-functions': ['azure-functions/test/fixture/conformance.ts', 'start'],
  'aws-lambda': ['aws-lambda/test/fixture/conformance.ts', 'start'],
  bun: ['hono/test/fixture/runtimes.ts', 'startBun'],
  deno: ['hono/test/fixture/runtimes.ts', 'startDeno'],
};

interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

/** The names that `docs/providers/unconfirmed.md` lists: a heading or the first cell of a row each. */
function readUnconfirmed(): ReadonlySet<string> {
  const page = readFileSync(new URL('../../docs/providers/unconfirmed.md', import.meta.url), 'utf8');
  return new Set([...page.matchAll(/^\|\s*`?([a-z0-9-]+)`?\s*\|/gm)].map(([, name]) => name as string));
}

async function runAll(
  vectors: readonly Vector[],
  label: string,
  verdictOf: (vector: Vector) => Promise<Verdict | undefined>,
  totals: Totals,
): Promise<void> {
  const unconfirmed = readUnconfirmed();
  const leftOut = new Set<string>();
  for (const vector of vectors) {
    const { provider, name } = vector;
    if (!isProvider(provider)) {
      if (unconfirmed.has(provider)) {
        leftOut.add(provider);
        totals.skipped += 1;
        continue;
      }
      totals.failed += 1;
      console.log(`${label}${name}: there is no provider "${provider}"`);
      continue;
    }
    const verdict = await verdictOf(vector);
    if (verdict === undefined) totals.skipped += 1;
    else if (verdict.ok) totals.passed += 1;
    else {
      totals.failed += 1;
      const wanted = typeof vector.expect === 'string' ? vector.expect : JSON.stringify(vector.expect);
      console.log(`${label}${name}: expected ${wanted}, found ${verdict.found}`);
    }
  }
  for (const name of leftOut) console.log(`${label}left out: ${name} (unconfirmed)`);
}

async function runThrough(adapter: string, vectors: readonly Vector[], totals: Totals): Promise<void> {
  const [module, start] = servers[adapter] as readonly [string, string];
  const loaded = (await import(`../../packages/${module}`)) as Readonly<
    Record<string, () => Promise<Server>>
  >;
  const server = await (loaded[start] as () => Promise<Server>)();
  try {
    const url = `${server.url}/conformance`;
    const verdictOf = async (vector: Vector): Promise<Verdict | undefined> =>
      server.isLost?.(vector) ? undefined : sendVector(vector, url);
    await runAll(vectors, `${adapter}: `, verdictOf, totals);
  } finally {
    await server.close();
  }
}

/** The vectors of a path; one that cannot be read is one sentence, not a trace. */
function readPath(path: string): readonly Vector[] {
  try {
    return readVectors(path);
  } catch (error) {
    console.error(`${path} cannot be read: ${(error as Error).message}`);
    process.exit(2);
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { through: { type: 'string' } },
});
const [path] = positionals;
const { through } = values;
const known = Object.keys(servers);
if (path === undefined || (through !== undefined && through !== 'all' && !known.includes(through))) {
  console.error(`usage: npm run conformance -- <file or directory> [--through all|${known.join('|')}]`);
  process.exitCode = 2;
} else {
  const vectors = readPath(resolve(process.env.INIT_CWD ?? '.', path));
  const totals: Totals = { passed: 0, failed: 0, skipped: 0 };
  if (through === undefined || through === 'all') await runAll(vectors, '', runVector, totals);
  const adapters = through === 'all' ? known : [through ?? []].flat();
  for (const adapter of adapters) await runThrough(adapter, vectors, totals);
  const { HOOKLATCH_TOTALS } = process.env;
  if (HOOKLATCH_TOTALS) writeFileSync(HOOKLATCH_TOTALS, JSON.stringify(totals));
  if (totals.skipped > 0) console.log(`${totals.skipped} left out`);
  console.log(`${totals.passed} passed, ${totals.failed} failed`);
  process.exitCode = totals.failed > 0 ? 1 : 0;
}
