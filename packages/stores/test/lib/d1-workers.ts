import { convertV4MiniflareOptions, Miniflare, type V4MiniflareOptions } from 'miniflare';
import { bundle } from '../../../workers/test/fixture/start.ts';
import { toObjectKeys, type ObjectKeys } from '../../src/lib/durable-call.ts';

/** A worker in workerd. */
export interface RunningWorker {
  /** Posts JSON to a path of its fixture; what it answers. Rejects with its text where that is an error. */
  ask(path: string, body: unknown): Promise<unknown>;
  /** The store of its fixture, at a path. */
  store(path?: string): ObjectKeys;
}

/** Workers that share their bindings. */
export interface RunningWorkers {
  readonly workers: readonly [RunningWorker, RunningWorker];
  close(): Promise<void>;
}

/** Bundles a fixture of this folder, as Wrangler would. */
export function bundleWorker(name: string): Promise<string> {
  return bundle(new URL(name, import.meta.url));
}

function toWorker(url: string): RunningWorker {
  const ask: RunningWorker['ask'] = async (path, body) => {
    const response = await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return JSON.parse(text) as unknown;
  };
  return { ask, store: (path = '/store') => toObjectKeys((call) => ask(path, call)) };
}

/**
 * Starts two workers of the same code, as of a date when nothing of Node was there without a flag.
 *
 * @param script - of both
 * @param bindings - of the first and of the second
 * @param dir - where data is kept; it is gone with the workers where absent
 */
export async function startWorkers(
  script: string,
  bindings: readonly [first: object, second: object],
  dir?: string,
): Promise<RunningWorkers> {
  const workers = bindings.map((own, index) => ({
    name: ['first', 'second'][index],
    modules: true,
    script,
    compatibilityDate: '2024-04-01',
    unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
    ...own,
  }));
  const shared = { cf: false, ...(dir !== undefined && { resourcePersistencePath: dir }) };
  const miniflare = new Miniflare(convertV4MiniflareOptions({ ...shared, workers } as V4MiniflareOptions));
  await miniflare.ready;
  const urls = [await miniflare.unsafeGetDirectURL('first'), await miniflare.unsafeGetDirectURL('second')];
  const [first, second] = urls.map(({ origin }) => toWorker(origin)) as [RunningWorker, RunningWorker];
  return { workers: [first, second], close: () => miniflare.dispose() };
}
