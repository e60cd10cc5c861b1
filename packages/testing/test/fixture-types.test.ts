import type { ClerkEvents } from '@hooklatch/providers/clerk';
import { fixtures } from '@hooklatch/testing';
import { expect, expectTypeOf, test } from 'vitest';

// The compiler reads this file with `npm run types`: every line marked as an error has to be one.

test('a payload has the type of the event map', async () => {
  const user = await fixtures('clerk', 'user.created');
  expectTypeOf(user).toEqualTypeOf<ClerkEvents['user.created']>();
  expectTypeOf((await fixtures('github', 'push')).commits).not.toBeAny();
  expectTypeOf(await fixtures('mux', 'any.type')).toEqualTypeOf<Record<string, unknown>>();
  expect(user.data.id).toMatch(/^user_/);
});

test('what the event map has not is refused by the compiler', async () => {
  const mistakes = [
    // @ts-expect-error there is no such property
    () => fixtures('clerk', 'user.created', { overrides: { data: { firstname: 'Ada' } } }),
    // @ts-expect-error there is no such property, deep down
    () => fixtures('stripe', 'invoice.paid', { overrides: { data: { object: { amount: 1 } } } }),
    // @ts-expect-error the name is text
    () => fixtures('clerk', 'user.created', { overrides: { data: { first_name: 7 } } }),
    // @ts-expect-error a list is replaced whole
    () => fixtures('clerk', 'user.created', { overrides: { data: { email_addresses: [{ id: 'idn_1' }] } } }),
    // @ts-expect-error the type belongs to the payload
    () => fixtures('clerk', 'user.created', { overrides: { type: 'user.updated' } }),
    // @ts-expect-error there is no payload of this event
    () => fixtures('clerk', 'role.created'),
    // @ts-expect-error there is no such provider
    () => fixtures('clrk', 'user.created'),
    // @ts-expect-error a time is a number
    () => fixtures('clerk', 'user.created', { time: '2026-03-14' }),
  ];
  expect(mistakes).toHaveLength(8);
  await fixtures('mux', 'any.type', { overrides: { whatever: [{ there: 'is' }] } });
});
