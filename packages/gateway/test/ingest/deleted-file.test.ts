import { rename, rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { openStage } from './lib/open-stage.ts';

test.each([
  ['the database', ''],
  ['its log', '-wal'],
])('where %s was deleted nothing is acknowledged', async (_name, ending) => {
  await using stage = await openStage();
  const endpoint = await stage.add();
  const file = `${stage.context.file}${ending}`;
  expect((await endpoint.deliver({ id: 'before' })).status).toBe(200);
  await rm(file);
  const answers = await Promise.all(['one', 'two', 'three'].map((id) => endpoint.deliver({ id })));
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503]);
});

test('where the database is put back, what comes is acknowledged', async () => {
  await using stage = await openStage();
  const endpoint = await stage.add();
  const file = stage.context.file ?? '';
  expect((await endpoint.deliver({ id: 'before' })).status).toBe(200);
  await rename(file, `${file}.away`);
  expect((await endpoint.deliver({ payload: { number: 1 } })).status).toBe(503);
  await rename(`${file}.away`, file);
  // It was written, and nobody has been told so.
  expect((await endpoint.deliver({ payload: { number: 1 } })).status).toBe(200);
  expect((await stage.log()).map(({ outcome }) => outcome)).toEqual(['verified', 'verified', 'duplicate']);
});
