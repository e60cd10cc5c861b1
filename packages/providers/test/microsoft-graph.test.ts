import { constants, createCipheriv, createHmac, generateKeyPairSync, publicEncrypt } from 'node:crypto';
import { expect, test } from 'vitest';
import { decryptContent, type EncryptedContent } from '../src/microsoft-graph.ts';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const privateKey = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;

/** As the documentation's samples have it, with other means than the ones that are tested. */
function encrypt(resource: unknown): EncryptedContent {
  const key = Buffer.from('0123456789abcdef0123456789abcdef');
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16));
  const data = Buffer.concat([cipher.update(JSON.stringify(resource)), cipher.final()]);
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  return {
    data: data.toString('base64'),
    dataSignature: createHmac('sha256', key).update(data).digest('base64'),
    dataKey: publicEncrypt({ key: pair.publicKey, padding, oaepHash: 'sha1' }, key).toString('base64'),
  };
}

test('resource data is decrypted', async () => {
  expect(await decryptContent(encrypt({ subject: 'grün' }), privateKey)).toEqual({ subject: 'grün' });
});

test.each([
  ['a changed signature', { dataSignature: 'AAAA' }],
  ['changed data', { data: encrypt({ subject: 'other' }).data }],
  ['another key', { dataKey: encrypt(1).data }],
  ['no base64', { data: '!' }],
])('%s is refused', async (_name, change) => {
  await expect(decryptContent({ ...encrypt({ subject: 'a' }), ...change }, privateKey)).rejects.toThrow(
    TypeError,
  );
});

test('a key that is none is refused', async () => {
  await expect(decryptContent(encrypt(1), 'none')).rejects.toThrow(TypeError);
});
