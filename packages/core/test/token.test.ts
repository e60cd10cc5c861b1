import { describe, expect, test } from 'vitest';
import { createWebhook } from '../src/index.ts';
import { queryOf, token, toBytes, type Scheme } from '../src/provider.ts';
import { write } from './acme.ts';
import { providerOf, sent, url, verdict, type Sent } from './plain.ts';

const secret = 'Token of twenty bytes';
const tokens: readonly [string, Scheme<string>, Sent, string][] = [
  ['a header', token({ header: 'x-token' }), { headers: { 'X-Token': secret } }, 'verified'],
  [
    'another token',
    token({ header: 'x-token' }),
    { headers: { 'x-token': 'Token of twenty byteS' } },
    'signature_mismatch',
  ],
  [
    'a longer token',
    token({ header: 'x-token' }),
    { headers: { 'x-token': `${secret}!` } },
    'signature_mismatch',
  ],
  ['no header', token({ header: 'x-token' }), {}, 'signature_missing'],
  ['an empty header', token({ header: 'x-token' }), { headers: { 'x-token': '' } }, 'signature_missing'],
  [
    'two headers',
    token({ header: 'x-token' }),
    {
      headers: [
        ['x-token', secret],
        ['x-token', secret],
      ],
    },
    'header_duplicate',
  ],
  [
    'a token in the query of another',
    token({ header: 'x-token' }),
    { url: `${url}?x-token=${secret}` },
    'signature_missing',
  ],
  [
    'a prefix in another case',
    token({ header: 'authorization', prefix: 'Bearer ' }),
    { headers: { authorization: `bearer ${secret}` } },
    'verified',
  ],
  [
    'no prefix',
    token({ header: 'authorization', prefix: 'Bearer ' }),
    { headers: { authorization: secret } },
    'header_malformed',
  ],
  [
    'a prefix alone',
    token({ header: 'authorization', prefix: 'Bearer:' }),
    { headers: { authorization: 'Bearer:' } },
    'signature_mismatch',
  ],
  [
    'an id that goes with it',
    token({ header: 'x-token', idHeader: 'x-id' }),
    { headers: { 'x-token': 'twenty bytes', 'x-id': 'another' } },
    'signature_mismatch',
  ],
  [
    'its own id',
    token({ header: 'x-token', idHeader: 'x-id' }),
    { headers: { 'x-id': 'Token', 'x-token': 'of twenty bytes' } },
    'verified',
  ],
  [
    'no id',
    token({ header: 'x-token', idHeader: 'x-id' }),
    { headers: { 'x-token': secret } },
    'signature_missing',
  ],
  ['a query', token({ query: 'token' }), { url: `${url}?a=b&token=Token+of%20twenty%20bytes` }, 'verified'],
  [
    'a query of a path',
    token({ query: 'token' }),
    { url: '/hooks?token=Token%20of%20twenty%20bytes#token=x' },
    'verified',
  ],
  ['another query', token({ query: 'token' }), { url: `${url}?token=x` }, 'signature_mismatch'],
  [
    'a query in another case',
    token({ query: 'token' }),
    { url: `${url}?Token=${secret}` },
    'signature_missing',
  ],
  ['an empty query', token({ query: 'token' }), { url: `${url}?token=` }, 'signature_missing'],
  ['no query', token({ query: 'token' }), {}, 'signature_missing'],
  [
    'a query behind a fragment',
    token({ query: 'token' }),
    { url: `${url}#?token=${secret}` },
    'signature_missing',
  ],
  [
    'two queries',
    token({ query: 'token' }),
    { url: `${url}?token=${secret}&token=${secret}` },
    'header_duplicate',
  ],
  [
    'a field',
    token({ field: 'auth.token' }),
    { body: JSON.stringify({ auth: { token: secret } }) },
    'verified',
  ],
  ['another field', token({ field: 'token' }), { body: '{"token":"x"}' }, 'signature_mismatch'],
  [
    'a field that is no text',
    token({ field: 'token' }),
    { body: `{"token":["${secret}"]}` },
    'signature_missing',
  ],
  ['no field', token({ field: 'token' }), {}, 'signature_missing'],
  ['an inherited field', token({ field: 'constructor.name' }), {}, 'signature_missing'],
  ['a body that is no JSON', token({ field: 'token' }), { body: secret }, 'signature_missing'],
];

describe('a token:', () => {
  test.each(tokens)('%s', async (_name, scheme, delivery, expected) => {
    expect(await verdict(providerOf(scheme)({ secret }), sent({ ...delivery }))).toBe(expected);
  });
  const places = [
    { header: 'x-token' },
    { header: 'a', prefix: 'Bearer ' },
    { header: 'a', idHeader: 'b' },
    { query: 'token' },
  ];
  test.each(places)('%o is written as it is read, and proves no body', async (options) => {
    const provider = providerOf(token(options))({ secret });
    const delivery = await write({ secret }, provider);
    const event = await createWebhook(provider).verify({ ...delivery, body: toBytes('{"id":"2"}') });
    expect(event).toMatchObject({
      id: '2',
      trust: { id: 'unsigned', type: 'unsigned', payload: 'unsigned' },
    });
  });
  test('a secret that belongs to another scheme of the provider is not tried', async () => {
    const provider = providerOf(token({ header: 'x-token', accepts: (text) => text.startsWith('tok_') }));
    expect(() => createWebhook(provider({ secret }))).toThrow(/fits no scheme/);
  });
});

const queries: readonly [string, string][] = [
  ['/hooks', ''],
  ['/hooks?', ''],
  ['/hooks?a=1&b=2', 'a=1&b=2'],
  ['https://shop.example/hooks?a=1#b?c=2', 'a=1'],
  ['/hooks?a=?b', 'a=%3Fb'],
  ['?a=1#\nb', 'a=1'],
];
test.each(queries)('the query of %j is %j', (given, expected) => {
  expect(queryOf({ url: given }).toString()).toBe(expected);
});
