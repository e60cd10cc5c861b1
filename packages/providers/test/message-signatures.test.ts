import { createWebhook, deliveryHeaders, type Delivery } from '@hooklatch/core';
import { describe, expect, test } from 'vitest';
import { httpMessageSignatures, type HttpMessageSignaturesOptions } from '../src/http-message-signatures.ts';

// The request and the keys of RFC 9421, appendix B.
const url = 'https://example.com/foo?param=Value&Pet=dog';
const created = 1_618_884_473;
const rsa = {
  kty: 'RSA',
  e: 'AQAB',
  n: 'r4tmm3r20Wd_PbqvP1s2-QEtvpuRaV8Yq40gjUR8y2Rjxa6dpG2GXHbPfvMs8ct-Lh1GH45x28Rw3Ry53mm-oAXjyQ86OnDkZ5N8lYbggD4O3w6M6pAvLkhk95AndTrifbIFPNU8PPMO7OyrFAHqgDsznjPFmTOtCEcN2Z1FpWgchwuYLPL-Wokqltd11nqqzi-bJ9cvSKADYdUAAN5WUtzdpiy6LbTgSxP7ociU4Tn0g5I6aDZJ7A8Lzo0KSyZYoA485mqcO0GVAdVw9lq4aOT9v6d-nb4bnNkQVklLQ3fVAvJm-xdDOp9LCNCN48V2pnDOkFV6-U9nV5oyc6XI2w',
};
const shared = 'uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==';
const keys = {
  'test-key-rsa-pss': { alg: 'rsa-pss-sha512', publicKey: JSON.stringify(rsa) },
  'test-shared-secret': { alg: 'hmac-sha256', secret: Buffer.from(shared, 'base64') },
} as const;

function delivery(input: string, signature: string, more: Record<string, string> = {}): Delivery {
  const headers = {
    host: 'example.com',
    date: 'Tue, 20 Apr 2021 02:07:55 GMT',
    'content-type': 'application/json',
    'content-digest':
      'sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:',
    'content-length': '18',
    'signature-input': `sig=${input}`,
    signature: `sig=:${signature}:`,
    ...more,
  };
  return { method: 'POST', url, headers: deliveryHeaders(headers), body: Buffer.from('{"hello": "world"}') };
}

function verify(given: Delivery, options: HttpMessageSignaturesOptions = {}): Promise<unknown> {
  const provider = httpMessageSignatures({
    keys,
    requiredComponents: ['@authority'],
    publicUrl: url,
    ...options,
  });
  return createWebhook(provider, { now: () => created * 1000 }).verify(given);
}

const refused = { code: 'signature_mismatch' };

const published = {
  'B.2.2, selective': [
    '("@authority" "content-digest" "@query-param";name="Pet");created=1618884473;keyid="test-key-rsa-pss";tag="header-example"',
    'LjbtqUbfmvjj5C5kr1Ugj4PmLYvx9wVjZvD9GsTT4F7GrcQEdJzgI9qHxICagShLRiLMlAJjtq6N4CDfKtjvuJyE5qH7KT8UCMkSowOB4+ECxCmT8rtAmj/0PIXxi0A0nxKyB09RNrCQibbUjsLS/2YyFYXEu4TRJQzRw1rLEuEfY17SARYhpTlaqwZVtR8NV7+4UKkjqpcAoFqWFQh62s7Cl+H2fjBSpqfZUJcsIk4N6wiKYd4je2U/lankenQ99PZfB4jY3I5rSV2DSBVkSFsURIjYErOs0tFTQosMTAoxk//0RoKUqiYY8Bh0aaUEb0rQl3/XaVe4bXTugEjHSw==',
  ],
  'B.2.3, full': [
    '("date" "@method" "@path" "@query" "@authority" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-rsa-pss"',
    'bbN8oArOxYoyylQQUU6QYwrTuaxLwjAC9fbY2F6SVWvh0yBiMIRGOnMYwZ/5MR6fb0Kh1rIRASVxFkeGt683+qRpRRU5p2voTp768ZrCUb38K0fUxN0O0iC59DzYx8DFll5GmydPxSmme9v6ULbMFkl+V5B1TP/yPViV7KsLNmvKiLJH1pFkh/aYA2HXXZzNBXmIkoQoLd7YfW91kE9o/CCoC1xMy7JA1ipwvKvfrs65ldmlu9bpG6A9BmzhuzF8Eim5f8ui9eH8LZH896+QIF61ka39VBrohr9iyMUJpvRX2Zbhl5ZJzSRxpJyoEZAFL2FUo5fTIztsDZKEgM4cUA==',
  ],
  'B.2.5, with a shared secret': [
    '("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"',
    'pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=',
  ],
} as const;

describe('the examples of RFC 9421', () => {
  test.each(Object.entries(published))('%s', async (_name, [input, signature]) => {
    await expect(verify(delivery(input, signature))).resolves.toBeDefined();
    await expect(
      verify(delivery(input.replace('1618884473', '1618884474'), signature)),
    ).rejects.toMatchObject(refused);
  });

  const [input, signature] = published['B.2.5, with a shared secret'];

  test('what has to be covered, and is not, is refused', async () => {
    const options = { requiredComponents: ['@authority', 'content-digest'] };
    await expect(verify(delivery(input, signature), options)).rejects.toMatchObject(refused);
  });

  test('a field that has a line break is refused', async () => {
    await expect(verify(delivery(input, signature, { date: 'a\n"@authority": b' }))).rejects.toMatchObject(
      refused,
    );
  });

  test('a tag that is agreed on is wanted', async () => {
    await expect(verify(delivery(input, signature), { tag: 'other' })).rejects.toMatchObject(refused);
    const [tagged, proof] = published['B.2.2, selective'];
    await expect(verify(delivery(tagged, proof), { tag: 'header-example' })).resolves.toBeDefined();
  });
});
