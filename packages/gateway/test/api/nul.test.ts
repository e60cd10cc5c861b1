import { expect, test } from 'vitest';
import { toProblem } from '../../src/lib/api/problem.ts';
import { createDestination } from '../../src/lib/forwarding/destinations.ts';
import { actor, openStage } from '../forwarding/lib/stage.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';

onEachDatabase('a NUL in a text', (database) => {
  test('is kept, or refused with what to do about it: no fault of the gateway', async () => {
    await using stage = await openStage(database);
    const given = { name: 'a\0b', kind: 'listen', config: {} } as const;
    const logged: unknown[] = [];
    const answered = await createDestination(stage.context, actor, given).then(
      ({ name }) => name,
      async (error: unknown) => {
        const response = toProblem(error, (cause) => void logged.push(cause));
        return (await response.json()) as object;
      },
    );
    const refused = {
      status: 422,
      code: 'invalid',
      detail: 'A text has a NUL character (\\u0000) in it, which cannot be kept: leave it out.',
    };
    if (stage.context.kind === 'postgres') expect(answered).toMatchObject(refused);
    else expect(answered).toBe('a\0b');
    expect(logged).toEqual([]);
  });
});
