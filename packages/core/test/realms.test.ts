import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import type { Scheme } from '../src/provider.ts';
import { providerOf, sent, verdict } from './plain.ts';

/** As a runtime does that keeps the application in a realm of its own. */
const foreign = (value: boolean): Promise<boolean> =>
  runInNewContext(`Promise.resolve(${value})`) as Promise<boolean>;

test.each([
  [false, 'signature_mismatch'],
  [true, 'verified'],
])('a promise of another realm that gives %s is %s', async (value, expected) => {
  const scheme: Scheme<string> = {
    headers: ['x-signature'],
    covers: { id: false, body: true, url: false },
    keys: (secret) => [secret],
    read: () => ({ signatures: [] }),
    verify: () => foreign(value),
    content: () => ({ before: '', after: '' }),
  };
  const provider = providerOf(scheme)({ secret: 'a secret of twenty bytes' });
  expect(await verdict(provider, sent({ headers: { 'x-signature': 'a' } }))).toBe(expected);
});
