import type { CheckGroup } from '../check.ts';
import { signBody, signJson, withField } from '../bodies.ts';
import { withHeader, withoutHeader, type Probe } from '../probe.ts';
import { toAcceptance, type AcceptanceRow, type Made } from '../row.ts';
import type { Stage } from '../stage.ts';

const parsed =
  'Verify the raw bytes: the body is parsed and written again before the signature is computed, so that only bodies which a serialiser would write the same way pass. Mount the webhook before the JSON parser, or keep the raw body.';
const decoded =
  'Verify the bytes and not a text of them, or catch what the parser throws: a provider sends such bodies rarely, but everybody can ask it to.';
const anyType = 'Take every content type on this route: it is not signed, so nothing may depend on it.';

const field = (text: string) => signJson((json) => withField(json, text));
const typed =
  (type: string) =>
  (_stage: Stage, genuine: Probe): Made =>
    withHeader(genuine, 'content-type', () => type);

const rows: readonly AcceptanceRow[] = [
  {
    name: 'pretty-printed',
    title: 'JSON with indentation is accepted',
    make: signJson((text) => JSON.stringify(JSON.parse(text), null, 2)),
    change: parsed,
  },
  {
    name: 'trailing-newline',
    title: 'a line feed at the end is accepted',
    make: signJson((text) => `${text}\r\n`),
    change: parsed,
  },
  {
    name: 'decimal-number',
    title: 'numbers written 1.0 and 1e2 are accepted',
    make: field('"hooklatch":[1.0,1e2,-0.0]'),
    change: parsed,
  },
  {
    name: 'big-integer',
    title: 'an integer beyond 2^53 is accepted',
    make: field('"hooklatch":12345678901234567890'),
    change: parsed,
  },
  {
    name: 'escapes',
    title: 'escaped letters and slashes are accepted',
    make: field('"hooklatch":"\\u00e9\\/\\u0041"'),
    change: parsed,
  },
  {
    name: 'duplicate-keys',
    title: 'a key that is there twice is accepted',
    make: field('"hooklatch":1,"hooklatch":2'),
    change: parsed,
  },
  {
    name: 'letters',
    title: 'letters beyond ASCII are accepted',
    make: field('"hooklatch":"Zo\u00EB \u{1F98A} \u6F22"'),
    change:
      'Verify the raw bytes: the body is read in another encoding than UTF-8, or its length is counted in characters.',
  },
  {
    name: 'replacement-patterns',
    title: 'a body with $& and the like is accepted',
    make: field('"hooklatch":"$& $$ $1 $` $\'"'),
    change: 'Put the signed text together by joining bytes: String.replace reads $& in the body as an order.',
  },
  {
    name: 'new-field',
    title: 'a field that nobody knows is accepted',
    make: field('"hooklatch_certify":null'),
    change: 'Ignore fields that the schema does not name: providers add some without notice.',
  },
  {
    name: 'prototype-key',
    title: 'a key named __proto__ harms nothing',
    make: field('"__proto__":{"admin":true},"constructor":{"prototype":{}}'),
    change: 'Copy no keys of a payload into objects without looking; drop __proto__ after parsing.',
  },
  {
    name: 'byte-order-mark',
    title: 'a byte order mark is accepted, or refused in order',
    make: signJson((text) => `\uFEFF${text}`),
    change: decoded,
    isLenient: true,
  },
  {
    name: 'not-utf8',
    title: 'bytes that are no UTF-8 are accepted, or refused in order',
    make: signJson((text) => Buffer.from(withField(text, '"hooklatch":"\u00FF\u00FE"'), 'latin1')),
    change: decoded,
    isLenient: true,
  },
  {
    name: 'deep-json',
    title: 'JSON that is 5,000 levels deep is accepted, or refused in order',
    make: field(`"hooklatch":${'['.repeat(5000)}${']'.repeat(5000)}`),
    change: 'Catch what the parser throws, and let nothing recursive loose on a payload.',
    isLenient: true,
  },
  {
    name: 'empty-body',
    title: 'an empty body is accepted, or refused in order',
    make: (stage, genuine) => signBody(stage, genuine, ''),
    change: 'Take a body of no bytes for a body: verify it, and parse afterwards, with the error caught.',
    isLenient: true,
  },
  {
    name: 'large-body',
    title: 'a body of 300 KiB is accepted',
    make: signJson((text) => withField(text, `"hooklatch":"${'\u00E9'.repeat(150_000)}"`)),
    change: 'Allow at least 1 MiB: parsers stop at 100 KiB unless they are told otherwise.',
  },
  {
    name: 'chunked',
    title: 'a body in chunks, without a declared length, is accepted',
    make: (_stage, genuine) => ({ ...genuine, chunkBytes: 7 }),
    change: 'Read the body until its end: its length is not always declared, and it comes in pieces.',
  },
  {
    name: 'no-content-type',
    title: 'no content type is accepted, or refused in order',
    make: (_stage, genuine) => withoutHeader(genuine, 'content-type'),
    change: anyType,
    isLenient: true,
  },
  {
    name: 'other-content-type',
    title: 'another content type is accepted, or refused in order',
    make: typed('text/plain'),
    change: anyType,
    isLenient: true,
  },
  {
    name: 'odd-content-type',
    title: 'a content type that is none is accepted, or refused in order',
    make: typed('garbage'),
    change: anyType,
    isLenient: true,
  },
  {
    name: 'charset',
    title: 'another charset in the content type is accepted, or refused in order',
    make: typed('application/json; charset=utf-16le'),
    change:
      'Verify the raw bytes: a parser has decoded the body as the header says, and the header is not signed.',
    isLenient: true,
  },
];

/** Genuine deliveries whose bytes something on the way would like to change. */
export const bytes: CheckGroup = {
  name: 'bytes',
  title: 'genuine deliveries with odd bodies',
  checks: rows.map(toAcceptance),
};
