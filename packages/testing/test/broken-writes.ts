import type { Break } from './broken-stores.ts';
import type { Plain, Texts } from './plain-store.ts';

type Raise = (key: string, version: number, retentionMs: number) => Promise<void>;

const raises =
  (change: (raise: Raise, plain: Plain) => Raise): Break =>
  ({ watermarks }, plain) => ({ watermarks: { ...watermarks, raise: change(watermarks.raise, plain) } });
const versionsAs = (change: (version: number) => number): Break =>
  raises((raise) => (key, version, ms) => raise(key, change(version), ms));

/** Stores whose watermarks are wrong. */
export const brokenWatermarks: Readonly<Record<string, Break>> = {
  'a watermark is lowered': raises((raise, { versions }) => (key, version, ms) => {
    versions.delete(key);
    return raise(key, version, ms);
  }),
  'a watermark is never raised': raises((raise, { versions }) => async (key, version, ms) => {
    if (!versions.has(key)) await raise(key, version, ms);
  }),
  'a watermark starts at 0': ({ watermarks }) => ({
    watermarks: { ...watermarks, read: async (key) => (await watermarks.read(key)) ?? 0 },
  }),
  'watermarks are not negative': versionsAs((version) => Math.max(0, version)),
  'watermarks are whole': versionsAs(Math.floor),
  'watermarks have 32 bits': versionsAs(Math.fround),
  'watermarks are below 2^53 - 1': versionsAs((version) => Math.min(version, 9_007_199_254_740_990)),
  'watermarks have 17 characters': versionsAs((version) => Number(`${version}`.slice(0, 15))),
  'watermarks are texts': raises((raise, plain) => async (key, version, ms) => {
    const found = plain.versions.get(key);
    if (found && `${version}` <= `${found.version}`) return;
    plain.versions.delete(key);
    await raise(key, version, ms);
  }),
  'a watermark is never forgotten': raises((raise) => (key, version) => raise(key, version, Infinity)),
  'a watermark is forgotten as it was first': raises((raise, plain) => async (key, version, ms) => {
    const until = plain.versions.get(key)?.until;
    await raise(key, version, until === undefined ? ms : until - plain.now);
  }),
  'a watermark is a claim': ({ watermarks }, plain) => ({
    watermarks: {
      ...watermarks,
      async raise(key, version, ms) {
        plain.entries.delete(key);
        await watermarks.raise(key, version, ms);
      },
    },
  }),
  'a claim is a watermark': ({ complete }, plain) => ({
    complete: async (key, token, ms) => {
      plain.versions.delete(key);
      return complete(key, token, ms);
    },
  }),
  'watermarks are of one client': ({ watermarks }) => {
    const own = new Map<string, number>();
    const raise: Raise = async (key, version) =>
      void own.set(key, Math.max(version, own.get(key) ?? version));
    return { watermarks: { ...watermarks, raise, read: async (key) => own.get(key) } };
  },
  'a watermark is raised after a look': raises((_raise, plain) => async (key, version, ms) => {
    const found = plain.versions.get(key);
    await new Promise((resolve) => void setImmediate(resolve));
    if (found && found.until > plain.now && found.version >= version) return;
    plain.versions.set(key, { version, until: plain.now + ms });
  }),
  'the keys of watermarks are names of an object': raises((raise) => async (key, version, ms) => {
    if (key !== '__proto__') await raise(key, version, ms);
  }),
  'the keys of watermarks are words': raises((raise) => async (key, version, ms) => {
    if (!/[\s']/.test(key)) await raise(key, version, ms);
  }),
  'the keys of watermarks are short': raises(
    (raise) => (key, version, ms) => raise(key.slice(0, 99), version, ms),
  ),
  'there are no watermarks': () => ({ watermarks: undefined }) as never,
};

type Work = (tx: Texts) => unknown;
/** A transaction of which `act` is the whole. */
const transaction =
  (
    act: (of: {
      key: string;
      token: string;
      retentionMs: number;
      work: Work;
      plain: Plain;
      complete: () => Promise<boolean>;
      run: (work: Work) => Promise<{ held: boolean; result?: unknown }>;
      release: () => Promise<boolean>;
    }) => Promise<{ held: boolean; result?: unknown }>,
  ): Break =>
  (store, plain) => ({
    transaction: (key, token, retentionMs, work) =>
      act({
        key,
        token,
        retentionMs,
        work,
        plain,
        complete: () => store.complete(key, token, retentionMs),
        run: (other) => store.transaction(key, token, retentionMs, other),
        release: () => store.release(key, token),
      }) as never,
  });

/** Stores whose transactions are none. */
export const brokenTransactions: Readonly<Record<string, Break>> = {
  'what was written stays where the work rejects': transaction(({ work, plain, run }) =>
    run(() => work(plain.texts)),
  ),
  'what was written is lost': transaction(({ work, run }) => run(() => work([]))),
  'the key is not completed': transaction(async ({ work, plain, key, token }) => {
    const written: Texts = [];
    const result = await work(written);
    if (!plain.holds(key, token)) return { held: false };
    plain.texts.push(...written);
    return { held: true, result };
  }),
  'the key is completed first': transaction(async ({ work, plain, complete }) => {
    if (!(await complete())) return { held: false };
    const written: Texts = [];
    const result = await work(written);
    plain.texts.push(...written);
    return { held: true, result };
  }),
  'the key is released where the work rejects': transaction(({ work, run, release }) =>
    run(work).catch(async (error: unknown) => {
      await release();
      throw error;
    }),
  ),
  'the error is wrapped': transaction(({ work, run }) =>
    run(work).catch((error: unknown) => {
      throw new Error('transaction failed', { cause: error });
    }),
  ),
  'the error is kept back': transaction(({ work, run }) => run(work).catch(() => ({ held: false }))),
  'the result is dropped': transaction(async ({ work, run }) => ({ held: (await run(work)).held })),
  'the token does not matter': transaction(async ({ work, plain, complete }) => {
    const written: Texts = [];
    const result = await work(written);
    plain.texts.push(...written);
    await complete();
    return { held: true, result };
  }),
  'a lost token is not told': transaction(async ({ work, run }) => ({
    result: undefined,
    ...(await run(work)),
    held: true,
  })),
  'an ended lease does not matter': transaction(async ({ work, plain, key, token, run }) => {
    const entry = plain.entries.get(key);
    if (entry?.token === token && !entry.done) entry.until = Math.max(entry.until, plain.now + 1);
    return run(work);
  }),
  'the token is looked at before the work only': transaction(
    async ({ work, plain, key, token, complete }) => {
      if (!plain.holds(key, token)) return { held: false };
      const written: Texts = [];
      const result = await work(written);
      plain.texts.push(...written);
      await complete();
      return { held: true, result };
    },
  ),
  'the retention is another': (store) => ({
    transaction: (key, token, _retentionMs, work) => store.transaction(key, token, 3_600_000, work),
  }),
};
