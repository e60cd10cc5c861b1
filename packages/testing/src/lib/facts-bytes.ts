import { equal } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { contractSecrets, type ContractAnswer } from '../contract.ts';
import type { Fact } from './runner.ts';
import { sign } from './sign.ts';
import { send, type WireRequest } from './wire.ts';

interface Body {
  readonly body: Uint8Array | string;
  /** (`application/json`; null for none) */
  readonly type?: string | null;
  readonly headers?: readonly (readonly [string, string])[];
  readonly chunkBytes?: number;
}

const json = '{"type":"a.b","data":{"n":1}}';
const multipart = '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n';

/** Bodies that something between the socket and the handler would like to change. */
const bodies = (): Readonly<Record<string, Body>> => ({
  'plain JSON': { body: json },
  'no body at all': { body: '' },
  'bytes that are not UTF-8': { body: new Uint8Array([0x7b, 0xff, 0xfe, 0x80, 0x7d]) },
  'a byte order mark': { body: `\uFEFF${json}` },
  'CRLF line ends': { body: '{\r\n"type": "a.b"\r\n}\r\n' },
  'a trailing newline': { body: `${json}\n` },
  'leading white space': { body: `  \n\t${json}` },
  'replacement patterns': { body: '{"type":"a.b","price":"$& $$ $1 $` $\'"}' },
  'a placeholder': { body: '{"type":"a.b","text":"{body} {id}"}' },
  'a number written 1.0': { body: '{"type":"a.b","n":1.0,"e":1e2,"big":12345678901234567890}' },
  'an escaped letter': { body: '{"type":"a.b","name":"\\u00e9\\/"}' },
  'letters beyond ASCII': { body: '{"type":"a.b","name":"Zoë 🦊"}' },
  'duplicate keys': { body: '{"type":"a.b","a":1,"a":2}' },
  'a __proto__ key': { body: '{"type":"a.b","__proto__":{"admin":true}}' },
  'deep JSON': { body: '['.repeat(20_000) + ']'.repeat(20_000) },
  'JSON that is cut off': { body: '{"type":"a.b",' },
  'a JSON scalar': { body: '42' },
  'null bytes': { body: new Uint8Array([0, 0, 0, 123, 0]) },
  'one MiB': { body: new Uint8Array(1_048_576).fill(0x61), type: 'application/octet-stream' },
  'one MiB of JSON': { body: `{"type":"a.b","data":"${'x'.repeat(1_048_000)}"}` },
  'chunks of one byte': { body: json, chunkBytes: 1 },
  'chunks, 300 KiB': { body: `{"type":"a.b","data":"${'é'.repeat(150_000)}"}`, chunkBytes: 4096 },
  'a form': { body: 'payload=%7B%22a%22%3A1%7D&b=+c', type: 'application/x-www-form-urlencoded' },
  'a multipart form': { body: multipart, type: 'multipart/form-data; boundary=x' },
  'plain text': { body: 'hello', type: 'text/plain' },
  XML: { body: '<a>1</a>', type: 'application/xml' },
  'no content type': { body: json, type: null },
  'an empty content type': { body: json, type: '' },
  'a garbage content type': { body: json, type: 'garbage' },
  'a wrong content type': { body: json, type: 'image/png' },
  'a wrong charset': { body: json, type: 'application/json; charset=utf-16le' },
  'an unknown charset': { body: json, type: 'application/json; charset=klingon' },
  'gzip bytes': { body: gzipSync(json), type: 'application/octet-stream' },
  'gzip as content encoding': { body: gzipSync(json), headers: [['content-encoding', 'gzip']] },
  'an unknown content encoding': { body: json, headers: [['content-encoding', 'snappy']] },
});

async function request({
  body,
  type = 'application/json',
  headers = [],
  chunkBytes,
}: Body): Promise<WireRequest> {
  const delivery = await sign(standardWebhooks(), { secret: contractSecrets.standard, body });
  const signed = delivery.headers.entries().filter(([name]) => name !== 'content-type');
  const typed: (readonly [string, string])[] = type === null ? [] : [['content-type', type]];
  const all = [...signed, ...typed, ...headers];
  return { headers: all, body: delivery.body, ...(chunkBytes !== undefined && { chunkBytes }) };
}

function fact(name: string, body: Body, endpoint: string): Fact {
  return {
    name: `${name} arrives unchanged at ${endpoint === 'bytes' ? 'a handler' : 'a route behind a guard'}`,
    async show(url) {
      const sent = await request(body);
      const answer = await send(`${url}/${endpoint}`, sent);
      equal(answer.status, 200, answer.body);
      const bytes = sent.body as Uint8Array;
      const { sha256, ...seen } = JSON.parse(answer.body) as ContractAnswer;
      equal(seen.bytes, bytes.length);
      equal(sha256, createHash('sha256').update(bytes).digest('hex'));
    },
  };
}

/** Genuine deliveries with hostile bodies are handled, byte for byte. */
export const bytesFacts = (): readonly Fact[] =>
  Object.entries(bodies()).flatMap(([name, body]) => [
    fact(name, body, 'bytes'),
    fact(name, body, 'bytes-guard'),
  ]);
