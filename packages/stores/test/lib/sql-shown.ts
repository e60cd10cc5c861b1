import type { SqlStore } from '../../src/sqlite.ts';

const hour = 3_600_000;

/** Asks a store everything whose answer is read from columns. */
export async function showStore(store: SqlStore<unknown>): Promise<Readonly<Record<string, unknown>>> {
  const first = await store.claim('key', hour);
  const busy = await store.claim('key', hour);
  const released = first.state === 'claimed' && (await store.release('key', first.token));
  const second = await store.claim('key', hour);
  await store.watermarks.raise('key', Number.MAX_SAFE_INTEGER, hour);
  const token = second.state === 'claimed' ? second.token : '';
  return {
    first,
    busy,
    released,
    second,
    version: await store.watermarks.read('key'),
    written: await store.transaction('key', token, hour, () => 'result'),
    done: await store.claim('key', hour),
  };
}

const claimed = (attempt: number): object => ({ state: 'claimed', attempt });

/** What every store answers. */
export const shownAnswers: object = {
  first: claimed(1),
  busy: { state: 'busy' },
  released: true,
  second: claimed(2),
  version: Number.MAX_SAFE_INTEGER,
  written: { held: true, result: 'result' },
  done: { state: 'done' },
};
