import { equal } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Fact } from './runner.ts';
import { send } from './wire.ts';

/** A request that an attacker would send, or a genuine one that looks odd. */
export interface AdversarialCase {
  readonly id: string;
  readonly family: 'standard' | 'stripe' | 'github' | 'slack';
  readonly secret: string | null;
  /** In order, so that doubles show. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body_base64: string;
  /** Unix seconds. */
  readonly now: number;
  readonly expect: 'accept' | 'reject';
  /** Whether it can arrive over HTTP. (true) */
  readonly wire?: boolean;
}

/**
 * Reads adversarial cases, one JSON object a line.
 *
 * @param file - the file's path or URL
 * @returns the cases
 */
export function readCases(file: string | URL): readonly AdversarialCase[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as AdversarialCase);
}

/** Each case that can arrive over HTTP gets its verdict. */
export function caseFacts(cases: readonly AdversarialCase[]): readonly Fact[] {
  return cases
    .filter(({ wire }) => wire !== false)
    .map((row) => ({
      name: `${row.id}: ${row.expect}`,
      async show(url) {
        const secret = row.secret === null ? null : encodeURIComponent(row.secret);
        const context = Buffer.from(JSON.stringify({ secret, now: row.now })).toString('base64');
        const answer = await send(`${url}/case-${row.family}`, {
          headers: [...row.headers, ['x-contract-case', context]],
          body: Buffer.from(row.body_base64, 'base64'),
        });
        equal(answer.status === 200 ? 'accept' : 'reject', row.expect, answer.body);
      },
    }));
}
