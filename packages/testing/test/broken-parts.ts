import type { Break } from './broken-stores.ts';
import type { Plain } from './plain-store.ts';

/** A store that remembers keys as something else. */
const keysAs =
  (toKey: (key: string) => string): Break =>
  (_store, plain) =>
    Object.assign(plain, { toKey }) && {};
/** A store that fails at some keys. */
const refuses = (pattern: RegExp): Break =>
  keysAs((key) => {
    if (pattern.test(key)) throw new Error('the key is not one');
    return key;
  });
const attempts =
  (change: (attempt: number, plain: Plain) => number | undefined): Break =>
  ({ claim }, plain) => ({
    async claim(key, ms) {
      const found = await claim(key, ms);
      if (found.state !== 'claimed') return found;
      const { attempt = 0, ...rest } = found;
      const changed = change(attempt, plain);
      return changed === undefined ? rest : { ...rest, attempt: changed };
    },
  });

/** Stores that count attempts wrongly. */
export const brokenAttempts: Readonly<Record<string, Break>> = {
  'attempts are not counted': attempts(() => undefined),
  'attempts are counted from 0': attempts((attempt) => attempt - 1),
  'each attempt is the first': attempts(() => 1),
  'attempts are counted over all keys': attempts((_attempt, { count }) => count),
  'refused claims are attempts': ({ claim }, plain) => ({
    async claim(key, ms) {
      const found = await claim(key, ms);
      const entry = plain.entries.get(key);
      if (found.state === 'busy' && entry) entry.attempt += 1;
      return found;
    },
  }),
  'extensions are attempts': ({ extend }, plain) => ({
    async extend(key, token, ms) {
      const found = await extend(key, token, ms);
      const entry = plain.entries.get(key);
      if (found && entry) entry.attempt += 1;
      return found;
    },
  }),
  'a release forgets the attempts': ({ release }, plain) => ({
    release: async (key, token) => (await release(key, token)) && plain.entries.delete(key),
  }),
  'an ended lease forgets the attempts': ({ claim }, plain) => ({
    async claim(key, ms) {
      const entry = plain.entries.get(key);
      if (entry && entry.until <= plain.now) plain.entries.delete(key);
      return claim(key, ms);
    },
  }),
  'the retention does not forget the attempts': ({ claim }, plain) => ({
    async claim(key, ms) {
      const entry = plain.entries.get(key);
      if (entry && entry.until <= plain.now) entry.done = false;
      return claim(key, ms);
    },
  }),
};

/** Stores that take some keys for others, or refuse them. */
export const brokenKeys: Readonly<Record<string, Break>> = {
  'keys are one in any case': keysAs((key) => key.toLowerCase()),
  'keys are cut off': keysAs((key) => key.slice(0, 499)),
  'keys are trimmed': keysAs((key) => key.trim()),
  'keys are composed': keysAs((key) => key.normalize('NFC')),
  'keys are patterns': keysAs((key) => key.replaceAll('%', '_')),
  'keys are numbers where they can be': keysAs((key) => (/^\d+$/.test(key) ? `${Number(key)}` : key)),
  'keys are joined with colons': keysAs((key) => key.split(':').filter(Boolean).join(':')),
  'keys are of 16 bits': keysAs((key) => key.replaceAll(/[\uDC00-\uDFFF]/g, '')),
  'keys are of 7 bits': refuses(/[^\0-\u007F]/),
  'keys are file names': refuses(/[/\\?*<>|"]/),
  'keys are decoded': keysAs(decodeURIComponent),
  'keys are put in quotes': refuses(/'/),
  'keys are words': refuses(/\s/),
  'keys are templates': refuses(/[{}$]/),
  'keys are short': refuses(/^.{256}/),
  'keys are names of an object': refuses(/^(__proto__|constructor)$/),
  'a key of 0 is none': refuses(/^0$/),
};

const pausing: Break = (_store, plain) =>
  Object.assign(plain, { pause: () => new Promise<void>((resolve) => setImmediate(resolve)) }) && {};

/** Stores that look first and act later. */
export const brokenRaces: Readonly<Record<string, Break>> = {
  'between a look and an act others act': pausing,
  'a new key is safe from races, an ended lease is not': ({ claim }, plain) => ({
    async claim(key, ms) {
      const entry = plain.entries.get(key);
      if (!entry || entry.until > plain.now) return claim(key, ms);
      await new Promise((resolve) => void setImmediate(resolve));
      plain.entries.delete(key);
      return claim(key, ms);
    },
  }),
};
