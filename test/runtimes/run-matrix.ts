import { bringNode, nodeVersions } from '../../scripts/lib/node-versions.mjs';
import { createConsumer } from '../packaging/consumer.ts';
import type { Collected } from './collect.ts';
import { runtimes, type Runtime } from './runtimes.ts';
import { suiteRows, type SuiteRow } from './suite-list.ts';

/** What a suite came to on a runtime, or why it is not there. */
export type Cell = Collected | { readonly notSupported: string };

/** By runtime, and in it by suite. */
export type Matrix = ReadonlyMap<string, ReadonlyMap<string, Cell>>;

/** Why a runtime cannot run a suite; undefined where it can. */
function reasonAgainst({ without }: Runtime, { needs }: SuiteRow): string | undefined {
  return needs.map((one) => without?.[one]).find((reason) => reason !== undefined);
}

async function runOne(runtime: Runtime, dir: string): Promise<ReadonlyMap<string, Cell>> {
  const cells = new Map<string, Cell>();
  for (const format of ['esm', 'cjs'] as const) {
    const rows = suiteRows.filter((row) => row.format === format);
    if (format === 'cjs' && runtime.without?.require !== undefined) {
      for (const { title } of rows) cells.set(title, { notSupported: runtime.without.require });
      continue;
    }
    const server = await runtime.start(dir, format);
    try {
      const run = async (row: SuiteRow): Promise<void> =>
        void cells.set(row.title, await runRow(row, server.url, runtime));
      for (const row of rows.filter(({ waits }) => !waits)) await run(row);
      await Promise.all(rows.filter(({ waits }) => waits).map(run));
    } finally {
      await server.close();
    }
  }
  return cells;
}

/** A suite that cannot even run has failed, unless that was to be expected, and the others go on. */
async function runRow(row: SuiteRow, url: string, runtime: Runtime): Promise<Cell> {
  const notSupported = reasonAgainst(runtime, row);
  try {
    const found = await row.run(url, runtime);
    if (notSupported === undefined) return found;
    return { ...found, failed: [{ name: row.title, error: `It runs, and not: ${notSupported}.` }] };
  } catch (error) {
    if (notSupported !== undefined) return { notSupported };
    return { passed: 0, leftOut: 0, failed: [{ name: row.title, error: String(error) }] };
  }
}

/** Runs every suite on every runtime, from the packed packages: two runtimes at a time. */
export async function runMatrix(): Promise<Matrix> {
  await Promise.all(nodeVersions.map(bringNode));
  const consumer = await createConsumer('module');
  try {
    const found = new Map<string, ReadonlyMap<string, Cell>>();
    const queue = [...runtimes];
    const lane = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        found.set(next.name, await runOne(next, consumer.dir));
      }
    };
    const ended = await Promise.allSettled([lane(), lane()]);
    for (const { reason } of ended.filter((one) => one.status === 'rejected')) throw reason;
    return found;
  } finally {
    await consumer.remove();
  }
}
