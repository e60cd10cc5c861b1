import { describe, expect, test } from 'vitest';
import { readVectors, runVector, type Vector } from '../src/conformance.ts';
import { isRejection } from '../src/lib/conformance/run.ts';

const vectors = readVectors(new URL('../../providers/vectors/github.json', import.meta.url));
const genuine = vectors.find(({ expect: verdict }) => verdict === 'valid') as Vector;

describe('a vector comes out otherwise', () => {
  const wrong: readonly [string, Partial<Vector>][] = [
    ['where what is genuine is called invalid', { expect: 'invalid' }],
    ['where what is forged is called valid', { body_base64: 'e30=' }],
    ['where nobody has the name', { provider: 'strpe', expect: 'invalid' }],
    ['where an option is none', { url: 'no URL', expect: 'invalid' }],
    ['where a handshake is answered otherwise', { expect: { status: 204 } }],
  ];
  test.each(wrong)('%s', async (_name, changed) => {
    expect((await runVector(genuine)).ok).toBe(true);
    expect((await runVector({ ...genuine, ...changed })).ok).toBe(false);
  });
});

test.each([
  ['signature_mismatch', true],
  ['header_duplicate', true],
  ['secret_invalid', true],
  ['internal_error', false],
  ['body_consumed', false],
  ['no_handler', false],
])('%s is a refusal: %s', (code, refused) => expect(isRejection(code)).toBe(refused));
