import { describe, expect, test } from 'vitest';
import { readdirSync } from 'node:fs';
import { readVectors, runVector } from '../src/conformance.ts';

const folder = new URL('../../providers/vectors/', import.meta.url);
const files = readdirSync(folder).filter((name) => /\.jsonl?$/.test(name));

describe.each(files)('%s', (file) => {
  test.each(readVectors(new URL(file, folder)))('$name is $expect', async (vector) => {
    expect(await runVector(vector)).toMatchObject({ ok: true });
  });
});
