import type { SignatureConfig } from '../src/index.ts';
import { body, mac, seconds } from './requests.ts';

export const secret = 'the secret of a configuration';
const keyBytes = Buffer.from('the bytes of a base64 key');
const whsec = `whsec_${keyBytes.toString('base64')}`;
export const ts: string = String(seconds());
const ms = String(Date.now());
export const iso: string = new Date().toISOString();
export const signed: string = mac(secret, `${ts}.${body}`);
export const signedRaw: string = mac(secret, body);
const standard = mac(keyBytes, `msg_1.${ts}.${body}`, 'base64');

export const sha256: SignatureConfig = { algorithm: 'hmac-sha256', headerName: 'X-Acme-Signature' };
export const stamped: SignatureConfig = {
  ...sha256,
  payloadFormat: 'timestamped',
  timestampHeader: 'X-Acme-Time',
};
export const listed: SignatureConfig = {
  ...sha256,
  headerFormat: 'comma-separated',
  payloadFormat: 'timestamped',
};
const template = '{id}.{timestamp}.{body}';

/** A configuration, and the headers of a delivery that is signed by hand. */
export type Row = readonly [
  name: string,
  config: SignatureConfig,
  headers: Record<string, string>,
  secret?: string,
];

export const raw = (value: string): Record<string, string> => ({ 'x-acme-signature': value });
export const at = (value: string, time: string): Record<string, string> => ({
  ...raw(value),
  'x-acme-time': time,
});
const standardHeaders = (family: string, value: string): Record<string, string> => ({
  [`${family}-id`]: 'msg_1',
  [`${family}-timestamp`]: ts,
  [`${family}-signature`]: value,
});

/** Every field, and every value of it, with a delivery that is signed by hand. */
export const rows: readonly Row[] = [
  ['algorithm hmac-sha256', sha256, raw(signedRaw)],
  ['algorithm hmac-sha1', { ...sha256, algorithm: 'hmac-sha1' }, raw(mac(secret, body, 'hex', 'sha1'))],
  ['algorithm hmac-sha384', { ...sha256, algorithm: 'hmac-sha384' }, raw(mac(secret, body, 'hex', 'sha384'))],
  ['algorithm hmac-sha512', { ...sha256, algorithm: 'hmac-sha512' }, raw(mac(secret, body, 'hex', 'sha512'))],
  [
    'algorithm custom',
    { ...sha256, algorithm: 'custom', customConfig: { type: 'token-based' } },
    raw(secret),
  ],
  ['headerName in any case', { ...sha256, headerName: 'x-aCME-signaturE' }, raw(signedRaw)],
  ['headerFormat raw', { ...sha256, headerFormat: 'raw' }, raw(signedRaw)],
  [
    'headerFormat prefixed',
    { ...sha256, headerFormat: 'prefixed', prefix: 'sha256=' },
    raw(`sha256=${signedRaw}`),
  ],
  [
    'a prefixed token',
    { ...sha256, algorithm: 'custom', headerFormat: 'prefixed', prefix: 'Bearer ' },
    raw(`Bearer ${secret}`),
  ],
  ['headerFormat comma-separated', listed, raw(`t=${ts},v1=${signed}`)],
  ['comma-separated with a space', listed, raw(`t=${ts}, v1=${signed}`)],
  ['comma-separated with semicolons', listed, raw(`t=${ts};v1=${signed}`)],
  ['comma-separated, signature=', listed, raw(`t=${ts},signature=${signed}`)],
  ['comma-separated, two signatures', listed, raw(`t=${ts},v1=${signed},v1=${signedRaw}`)],
  [
    'comma-separated without a timestamp',
    { ...sha256, headerFormat: 'comma-separated' },
    raw(`v1=${signedRaw},v1=${signed}`),
  ],
  [
    'comma-separated, the timestamp in its own header',
    { ...listed, timestampHeader: 'x-acme-time' },
    at(`v1=${signed}`, ts),
  ],
  [
    'comma-separated, the timestamp’s header is the signature’s',
    { ...listed, timestampHeader: 'x-acme-signature' },
    raw(`t=${ts},v1=${signed}`),
  ],
  [
    'headerFormat space-separated',
    { ...stamped, headerFormat: 'space-separated' },
    at(`v0,${signedRaw} v1,${signed}`, ts),
  ],
  [
    'space-separated with =',
    { ...stamped, headerFormat: 'space-separated' },
    at(`v1=${signed} v1=${signedRaw}`, ts),
  ],
  ['timestampHeader', stamped, at(signed, ts)],
  ['timestampFormat unix', { ...stamped, timestampFormat: 'unix' }, at(signed, ts)],
  ['timestampFormat custom', { ...stamped, timestampFormat: 'custom' }, at(signed, ts)],
  ['timestampFormat iso', { ...stamped, timestampFormat: 'iso' }, at(mac(secret, `${iso}.${body}`), iso)],
  ['timestampFormat ms', { ...stamped, timestampFormat: 'ms' }, at(mac(secret, `${ms}.${body}`), ms)],
  ['a timestamp that is not signed', { ...sha256, timestampHeader: 'x-acme-time' }, at(signedRaw, ts)],
  ['payloadFormat raw', { ...sha256, payloadFormat: 'raw' }, raw(signedRaw)],
  ['payloadFormat timestamped', stamped, at(signed, ts)],
  [
    'payloadFormat json-stringified: the bytes that were signed',
    { ...sha256, payloadFormat: 'json-stringified' },
    raw(signedRaw),
  ],
  ['payloadFormat custom without a template', { ...sha256, payloadFormat: 'custom' }, raw(signedRaw)],
  [
    'customConfig.payloadFormat',
    {
      ...stamped,
      payloadFormat: 'custom',
      idHeader: 'x-acme-id',
      customConfig: { payloadFormat: `v0:${template}:end` },
    },
    { ...at(mac(secret, `v0:msg_1.${ts}.${body}:end`), ts), 'x-acme-id': 'msg_1' },
  ],
  [
    'customConfig.payloadFormat with the URL',
    { ...sha256, payloadFormat: 'custom', customConfig: { payloadFormat: '{url}|{body}' } },
    raw(mac(secret, `https://example.com/webhooks?a=1|${body}`)),
  ],
  [
    'customConfig.payloadFormat without headers named',
    { ...sha256, payloadFormat: 'custom', customConfig: { payloadFormat: template } },
    { ...raw(mac(secret, `msg_1.${ts}.${body}`)), 'x-webhook-id': 'msg_1', 'x-webhook-timestamp': ts },
  ],
  [
    'customConfig.idHeader and timestampHeader',
    {
      ...sha256,
      payloadFormat: 'custom',
      customConfig: { payloadFormat: template, idHeader: 'x-acme-id', timestampHeader: 'x-acme-time' },
    },
    { ...at(mac(secret, `msg_1.${ts}.${body}`), ts), 'x-acme-id': 'msg_1' },
  ],
  [
    'customConfig.signatureKey and timestampKey',
    {
      ...sha256,
      headerFormat: 'comma-separated',
      payloadFormat: 'custom',
      customConfig: { payloadFormat: '{timestamp}:{body}', signatureKey: 'h1', timestampKey: 'ts' },
    },
    raw(`ts=${ts};h1=${mac(secret, `${ts}:${body}`)}`),
  ],
  ['encoding hex', { ...sha256, encoding: 'hex' }, raw(signedRaw)],
  ['encoding base64', { ...sha256, encoding: 'base64' }, raw(mac(keyBytes, body, 'base64')), whsec],
  ['encoding base64url', { ...sha256, encoding: 'base64url' }, raw(mac(secret, body, 'base64url'))],
  [
    'customConfig.encoding base64',
    { ...sha256, customConfig: { encoding: 'base64' } },
    raw(mac(keyBytes, body, 'base64')),
    whsec,
  ],
  [
    'customConfig.secretEncoding utf8',
    { ...sha256, encoding: 'base64', customConfig: { secretEncoding: 'utf8' } },
    raw(mac(secret, body, 'base64')),
  ],
  [
    'customConfig.secretEncoding hex',
    { ...sha256, customConfig: { secretEncoding: 'hex' } },
    raw(mac(keyBytes, body)),
    keyBytes.toString('hex'),
  ],
  [
    'customConfig.secretEncoding base64',
    { ...sha256, customConfig: { secretEncoding: 'base64' } },
    raw(mac(keyBytes, body)),
    keyBytes.toString('base64'),
  ],
  [
    'customConfig.signatureFormat',
    {
      ...sha256,
      payloadFormat: 'custom',
      timestampHeader: 'x-acme-time',
      customConfig: {
        signatureFormat: 'v1={signature}',
        payloadFormat: template,
        encoding: 'base64',
        idHeader: 'x-acme-id',
      },
    },
    { ...at(`v1,${standard}`, ts), 'x-acme-id': 'msg_1' },
    whsec,
  ],
  [
    'Standard Webhooks, by its header alone',
    {
      algorithm: 'hmac-sha256',
      headerName: 'webhook-signature',
      headerFormat: 'raw',
      timestampHeader: 'webhook-timestamp',
      timestampFormat: 'unix',
      payloadFormat: 'custom',
      customConfig: { payloadFormat: template, idHeader: 'webhook-id' },
    },
    standardHeaders('webhook', `v1a,xyz v1,${standard}`),
    whsec,
  ],
  [
    'Svix, by its header alone',
    {
      algorithm: 'hmac-sha256',
      headerName: 'svix-signature',
      timestampHeader: 'svix-timestamp',
      payloadFormat: 'custom',
      idHeader: 'svix-id',
      customConfig: { payloadFormat: template },
    },
    standardHeaders('svix', `v1,${standard}`),
    whsec,
  ],
];
