import type { Steps } from './receiver.ts';
import { anotherSecret, one } from './receiver.ts';

/** A receiver with one mistake, and the checks that name it. */
export interface Broken {
  readonly mistake: string;
  readonly steps: Partial<Steps>;
  /** Every one of these fails. */
  readonly finds: readonly string[];
  /** What stands in the finding of the first one. */
  readonly says?: RegExp;
}

const written = (text: string): Buffer => Buffer.from(text);
const around = ({ id, timestamp }: { id: string; timestamp: string }, body: string): Buffer =>
  written(`${id}.${timestamp}.${body}`);

/** Receivers that are wrong about signatures, times and headers. */
export const brokenProofs: readonly Broken[] = [
  {
    mistake: 'verifies nothing',
    steps: { isVerifying: false },
    finds: [
      'wrong-secret',
      'tampered-body',
      'tampered-signature',
      'truncated-signature',
      'no-headers',
      'missing-header',
      'empty-header',
      'stale',
      'noise',
    ],
    says: /accepted: 200/,
  },
  {
    mistake: 'verifies only where there is a signature',
    steps: { front: (request) => ('svix-signature' in request.headers ? undefined : { status: 200 }) },
    finds: ['missing-header', 'no-headers', 'noise'],
    says: /without svix-signature/,
  },
  {
    mistake: 'takes an empty signature for an equal one',
    steps: {
      front: (request) => (request.headers['svix-signature'] === '' ? { status: 200 } : undefined),
    },
    finds: ['empty-header'],
  },
  {
    mistake: 'compares up to the shorter length',
    steps: {
      isEqual: (given, expected) => given.length > 0 && expected.startsWith(given.slice(0, expected.length)),
    },
    finds: ['truncated-signature'],
  },
  {
    mistake: 'does not sign the body',
    steps: { isEqual: () => true },
    finds: ['wrong-secret', 'tampered-body', 'appended-body', 'tampered-signature', 'other-id', 'revived'],
  },
  {
    mistake: 'trims the body',
    steps: { content: (three, body) => around(three, body.toString('latin1').trim()) },
    finds: ['appended-body', 'trailing-newline'],
  },
  {
    mistake: 'parses the body first, and writes it again',
    steps: {
      content: (three, body) => around(three, JSON.stringify(JSON.parse(String(body).trim() || 'null'))),
    },
    finds: [
      'pretty-printed',
      'added-key',
      'trailing-newline',
      'decimal-number',
      'big-integer',
      'escapes',
      'duplicate-keys',
    ],
    says: /not accepted: 400/,
  },
  {
    mistake: 'reads the body as text',
    steps: { content: (three, body) => around(three, body.toString('utf8')) },
    finds: ['replaced-bytes'],
  },
  {
    mistake: 'takes a byte order mark off',
    steps: { content: (three, body) => around(three, new TextDecoder().decode(body)) },
    finds: ['added-bom'],
  },
  {
    mistake: 'reads the body as Latin-1',
    steps: { content: (three, body) => written(`${three.id}.${three.timestamp}.${body.toString('latin1')}`) },
    finds: ['letters'],
  },
  {
    mistake: 'fills a template with String.replace',
    steps: {
      content: (three, body) => written(around(three, '{body}').toString().replace('{body}', String(body))),
    },
    finds: ['replacement-patterns'],
  },
  {
    mistake: 'has no tolerance',
    steps: { isFresh: () => true },
    finds: ['stale', 'day-old', 'future'],
    says: /accepted: 200/,
  },
  {
    mistake: 'bounds the past only',
    steps: { isFresh: (timestamp) => Date.now() / 1000 - Number(timestamp) <= 300 },
    finds: ['future'],
  },
  {
    mistake: 'has a tolerance of an hour',
    steps: { isFresh: (timestamp) => Math.abs(Date.now() / 1000 - Number(timestamp)) <= 3600 },
    finds: ['stale', 'future'],
  },
  {
    mistake: 'fails over a timestamp that is no number',
    steps: {
      front: (request) => {
        new Date(1000 * Number(request.headers['svix-timestamp'])).toISOString();
        return undefined;
      },
    },
    finds: ['nonsense-time'],
    says: /by a failure: 500/,
  },
  {
    mistake: 'takes the first of two headers',
    steps: {
      pick(request) {
        const first = (name: string): string =>
          request.rawHeaders.find((_value, at) => request.rawHeaders[at - 1]?.toLowerCase() === name) ?? '';
        return {
          id: first('svix-id'),
          timestamp: first('svix-timestamp'),
          signature: first('svix-signature'),
        };
      },
    },
    finds: ['doubled-header'],
    says: /twice, the first genuine/,
  },
  {
    mistake: 'falls back to the other family, header by header',
    steps: {
      pick(request) {
        const either = (name: string): string =>
          one(request, `svix-${name}`) || one(request, `webhook-${name}`);
        return { id: either('id'), timestamp: either('timestamp'), signature: either('signature') };
      },
    },
    finds: ['mixed-families'],
  },
  {
    mistake: 'reads header names as they are spelled',
    steps: {
      pick({ rawHeaders }) {
        const exact = (name: string): string => rawHeaders[rawHeaders.indexOf(name) + 1] ?? '';
        const [id, timestamp, signature] = [
          exact('svix-id'),
          exact('svix-timestamp'),
          exact('svix-signature'),
        ];
        return rawHeaders.includes('svix-id') ? { id, timestamp, signature } : undefined;
      },
    },
    finds: ['header-case'],
  },
  {
    mistake: 'refuses what came through a proxy',
    steps: { front: (request) => ('x-forwarded-for' in request.headers ? { status: 400 } : undefined) },
    finds: ['more-headers'],
  },
  {
    mistake: 'reads the first item of the list',
    steps: { list: (signature) => [signature.split(' ')[0]?.split(',')[1] ?? ''] },
    finds: ['unknown-version', 'second-signature'],
  },
  { mistake: 'knows one of two secrets', steps: {}, finds: ['every-secret'] },
  {
    mistake: 'has another secret',
    steps: { secret: anotherSecret },
    finds: ['genuine'],
    says: /refused: 400/,
  },
];
