import { createWebhook } from '@hooklatch/core';
import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  anyOf,
  findProvider,
  providerNames,
  providers,
  type ProviderAlias,
  type ProviderName,
} from '../src/index.ts';
import { aliases } from '../src/lib/aliases.ts';

describe('a name', () => {
  test.each(providerNames)('%s is that of its definition', (name) => {
    const options = { signature: { header: 'x-signature' } };
    expect(findProvider(name)(options).name).toBe(name);
    expect(providers[name]).toBe(findProvider(name));
  });
  test.each(Object.entries(aliases))('%s is another one of %s', (alias, name) => {
    expect(providerNames).toContain(name);
    expect(providerNames).not.toContain(alias);
    expect(findProvider(alias)().name).toBe(name);
    expect(providers[alias as ProviderAlias]().name).toBe(name);
  });
  test('for a scheme of its own brings the option of it', () => {
    const headers = findProvider('github-sha1-legacy')().definition.schemes.map(
      ({ headers: [first] }) => first,
    );
    expect(headers).toEqual(['x-hub-signature-256', 'x-hub-signature']);
  });
});

describe("a name that is no provider's", () => {
  const near: readonly [string, string | undefined][] = [
    ['strpe', 'stripe'],
    ['Stripe', 'stripe'],
    ['git-hub', 'github'],
    ['githb', 'github'],
    ['standard_webhooks', 'standard-webhooks'],
    ['paypall', 'paypal'],
    ['shopfy', 'shopify'],
    ['completely-different-thing', undefined],
    ['constructor', undefined],
    ['__proto__', undefined],
    ['toString', undefined],
    ['', undefined],
  ];
  test.each(near)('%s: did you mean %s', (name, wanted) => {
    const message =
      wanted === undefined ? /^There is no provider "[^"]*"\.$/ : new RegExp(`did you mean "${wanted}"\\?$`);
    expect(() => findProvider(name)).toThrow(TypeError);
    expect(() => findProvider(name)).toThrow(message);
  });
  test('is an error of the record too', () => {
    expect(() => (providers as Record<string, unknown>)['strpe']).toThrow(/did you mean "stripe"/);
  });
  test('does not compile', () => {
    expectTypeOf<'stripe'>().toExtend<ProviderName>();
    expectTypeOf<'strpe'>().not.toExtend<ProviderName | ProviderAlias>();
    // @ts-expect-error -- a misspelt name
    expect(() => providers.strpe).toThrow(TypeError);
  });
});

test('the record is an object like any other to tools', async () => {
  expect(await Promise.resolve(providers)).toBe(providers);
  expect(() => JSON.stringify(providers)).not.toThrow();
  expect(Object.keys(providers)).toEqual([...providerNames]);
  expect('stripe' in providers).toBe(true);
});

test('several of them stand on one route', () => {
  const secret = 'a long random text';
  const { methods } = createWebhook(anyOf(providers.github({ secret }), providers.x({ secret })));
  expect(methods).toEqual(['POST', 'GET']);
});
