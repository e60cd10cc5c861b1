import { describeAdapter, readCases } from '@hooklatch/testing';
import { isProvider, readVectors } from '@hooklatch/testing/conformance';
import { collect, type Collected } from './collect.ts';
import type { Ability, Runtime } from './runtimes.ts';

/** A row of the table. */
export interface SuiteRow {
  readonly title: string;
  /** How the packages are loaded. */
  readonly format: 'esm' | 'cjs';
  /** Whether it waits more than it works: those run at the same time. */
  readonly waits: boolean;
  /** What a runtime needs for it. */
  readonly needs: readonly Ability[];
  /** Runs it on a runtime's server. */
  run(url: string, runtime: Runtime): Promise<Collected>;
}

const vectorFiles = new URL('../../packages/providers/vectors/', import.meta.url);
/** Those of providers that could not be confirmed, and are not there, are left out. */
const vectors = readVectors(vectorFiles).filter(({ provider }) => isProvider(provider));
const cases = readCases(new URL('adversarial.jsonl', vectorFiles));

/** A suite that runs inside of the runtime. */
const inside = (name: string, given?: unknown) => async (url: string) => {
  const response = await fetch(`${url}/run/${name}`, { method: 'POST', body: JSON.stringify(given) ?? null });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return JSON.parse(text) as Collected;
};

/** The requests come from this process, over sockets. */
const adapter = (url: string, { name }: Runtime): Promise<Collected> => {
  const start = async () => ({ url, close: async () => {} });
  return collect((runner) => describeAdapter(runner, { name, start }, { cases }));
};

const runVectors = inside('vectors', vectors);
const runMemoryStore = inside('memory-store');

const imported = { format: 'esm', waits: false, needs: [] } as const;
const required = { format: 'cjs', waits: false, needs: ['require'] } as const;

/** Every row, in the order of the table. */
export const suiteRows: readonly SuiteRow[] = [
  { title: 'every vector', run: runVectors, ...imported },
  { title: 'every provider, signed and verified', run: inside('round-trips'), ...imported },
  { title: 'adapter contract, over sockets', run: adapter, ...imported },
  { title: 'store contract, `memoryStore`', run: runMemoryStore, ...imported },
  { title: 'engine contract, `memoryInbox`', run: inside('memory-inbox'), ...imported, waits: true },
  { title: 'store contract, `sqliteStore`', run: inside('sqlite-store'), ...imported, needs: ['sqlite'] },
  {
    title: 'engine contract, `sqliteInbox`',
    run: inside('sqlite-inbox'),
    ...imported,
    waits: true,
    needs: ['sqlite'],
  },
  { title: 'every vector, required', run: runVectors, ...required },
  { title: 'store contract, `memoryStore`, required', run: runMemoryStore, ...required },
];
