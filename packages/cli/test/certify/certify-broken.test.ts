import { clerk } from '@hooklatch/providers/clerk';
import { describe, expect, test } from 'vitest';
import { certify } from '../../src/lib/certify/certify.ts';
import { groups } from '../../src/lib/certify/groups.ts';
import { brokenHandling } from './broken-handling.ts';
import { brokenProofs, type Broken } from './broken.ts';
import { complaintsOf } from './complaints-of.ts';
import { anotherSecret, secret, serve, toListener } from './receiver.ts';

const broken: readonly Broken[] = [...brokenProofs, ...brokenHandling];

const run = async (url: string, only?: readonly string[]) =>
  certify(
    {
      url,
      provider: clerk({ secret: [secret, anotherSecret] }),
      secrets: only?.includes('every-secret') ? [secret, anotherSecret] : [secret],
      timeoutMs: 15_000,
      slowMs: 4000,
      signal: new AbortController().signal,
    },
    only ? { only } : {},
  );

test('a receiver as it ought to be is certified', async () => {
  await using server = await serve(toListener({}));
  const { isCertified, results } = await run(server.url);
  expect(complaintsOf(results)).toEqual([]);
  expect(isCertified).toBe(true);
});

describe('a receiver that', () => {
  test.each(broken)('$mistake is found out', async ({ steps, finds, says }) => {
    await using server = await serve(toListener(steps));
    // What leaks is seen in the answers to what is refused.
    const { isCertified, results } = await run(
      server.url,
      finds.includes('leaks') ? [...finds, 'forgeries'] : finds,
    );
    const failed = results.filter(({ outcome }) => outcome === 'failed');
    expect(failed.map(({ name }) => name)).toEqual(expect.arrayContaining([...finds]));
    expect(isCertified).toBe(false);
    const first = failed.find(({ name }) => name === finds[0]);
    expect(first?.text).toMatch(says ?? /./);
    expect(first?.change).toMatch(/\.$/);
  });
});

/** Found in receivers of other providers, in `certify-providers.test.ts` and `certify-answers.test.ts`. */
const elsewhere = ['https', 'handshake', 'forged-handshake', 'refusal-status', 'response-time'];

test('every check fails for some receiver', () => {
  const found = new Set([...elsewhere, ...broken.flatMap(({ finds }) => finds)]);
  const names = groups.flatMap(({ checks }) => checks.map(({ name }) => name));
  expect(names.filter((name) => !found.has(name))).toEqual([]);
});
