import { setTimeout as sleep } from 'node:timers/promises';
import type { Broken } from './broken.ts';
import { correct, secret } from './receiver.ts';

const fail = (): never => {
  throw new Error('this receiver fails');
};

const typeOf = (payload: unknown): string => String((Object(payload) as { type?: unknown }).type);

function depthOf(value: unknown): number {
  const inner = typeof value === 'object' && value !== null ? Object.values(value) : [];
  return 1 + Math.max(0, ...inner.map(depthOf));
}

/** Answers once, and then this. */
const once = (again: 400 | 500) => {
  const seen = new Set<string>();
  return (_payload: unknown, { id }: { id: string }) => {
    const status = seen.has(id) ? again : 200;
    seen.add(id);
    return { status };
  };
};

/** Two at once insert the same row. */
function race() {
  const begun = new Set<string>();
  return async (_payload: unknown, { id }: { id: string }) => {
    if (begun.has(id)) return fail();
    begun.add(id);
    await sleep(300);
    begun.delete(id);
    return { status: 200 };
  };
}

const page = '<!doctype html><html><body><h1>Bad request</h1></body></html>';
const trace = 'Error: mismatch\n    at verify (/srv/app/webhook.js:12:9)\n    at /srv/app/server.js:30:5';

/** Receivers that are wrong about bodies, events, limits and answers. */
export const brokenHandling: readonly Broken[] = [
  { mistake: 'answers duplicates 400', steps: { handle: once(400) }, finds: ['duplicate', 'retry'] },
  {
    mistake: 'answers duplicates 500',
    steps: { handle: once(500) },
    finds: ['duplicate', 'concurrent-duplicates'],
  },
  {
    mistake: 'lets duplicates race',
    steps: { handle: race() },
    finds: ['concurrent-duplicates'],
    says: /\d × 200, \d+ × 500/,
  },
  {
    mistake: 'refuses types without a handler',
    steps: { handle: (payload) => ({ status: typeOf(payload).startsWith('user.') ? 200 : 422 }) },
    finds: ['unknown-type', 'prototype-type'],
  },
  {
    mistake: 'looks handlers up in an object',
    steps: {
      handle: (payload) => {
        const handler = ({} as Record<string, unknown>)[typeOf(payload)];
        return handler === undefined ? { status: 200 } : fail();
      },
    },
    finds: ['prototype-type'],
  },
  {
    mistake: 'has a strict schema',
    steps: {
      handle: (payload) => ({ status: 'hooklatch_certify' in Object(payload) ? 422 : 200 }),
    },
    finds: ['new-field'],
  },
  {
    mistake: 'merges the payload into its options',
    steps: {
      handle: (payload) => (Object.hasOwn(Object(payload) as object, '__proto__') ? fail() : { status: 200 }),
    },
    finds: ['prototype-key'],
  },
  {
    mistake: 'does not catch what the parser throws',
    steps: {
      parse: (body) =>
        JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)) as unknown,
    },
    finds: ['empty-body', 'byte-order-mark', 'not-utf8'],
  },
  {
    mistake: 'walks through a payload and fails at some depth',
    steps: { parse: (body) => (depthOf(correct.parse(body, {} as never)) > 512 ? fail() : {}) },
    finds: ['deep-json'],
  },
  {
    mistake: 'parses by the content type',
    steps: { parse: (_body, { headers }) => (headers['content-type'] === 'application/json' ? {} : fail()) },
    finds: ['no-content-type', 'other-content-type', 'odd-content-type', 'charset'],
  },
  { mistake: 'stops at 100 KiB', steps: { limitBytes: 102_400 }, finds: ['large-body'] },
  {
    mistake: 'wants a declared length',
    steps: { front: ({ headers }) => ('content-length' in headers ? undefined : { status: 411 }) },
    finds: ['chunked'],
  },
  {
    mistake: 'buffers without bound',
    steps: { limitBytes: Number.POSITIVE_INFINITY, bodyMs: Number.POSITIVE_INFINITY },
    finds: ['oversized-declared', 'oversized-chunked'],
    says: /32 MiB is taken whole/,
  },
  {
    mistake: 'believes the declared length alone',
    steps: {
      limitBytes: Number.POSITIVE_INFINITY,
      bodyMs: Number.POSITIVE_INFINITY,
      front: ({ headers }) =>
        Number(headers['content-length'] ?? 0) > 1_048_576 ? { status: 413 } : undefined,
    },
    finds: ['oversized-chunked'],
  },
  {
    mistake: 'waits for a body for ever',
    steps: { bodyMs: Number.POSITIVE_INFINITY },
    finds: ['slow-body'],
    says: /still holds/,
  },
  {
    mistake: 'dies of a sender that goes away',
    steps: (() => {
      let isDead = false;
      return {
        front: (request) => {
          request.once('close', () => (isDead ||= !request.complete));
          return isDead ? fail() : undefined;
        },
      };
    })(),
    finds: ['aborted'],
  },
  {
    mistake: 'takes every method',
    steps: { isMethod: () => true },
    finds: ['wrong-method'],
    says: /PUT: 200/,
  },
  {
    mistake: 'answers GET with the application',
    steps: { front: ({ method }) => (method === 'GET' ? { status: 200, body: page } : undefined) },
    finds: ['wrong-method'],
    says: /GET: 200/,
  },
  {
    mistake: 'fails instead of refusing',
    steps: { refuse: fail },
    finds: ['wrong-secret', 'refusal-status', 'noise'],
    says: /by a failure: 500/,
  },
  {
    mistake: 'refuses with a page',
    steps: { refuse: () => ({ status: 400, body: page }) },
    finds: ['refusal-page'],
  },
  {
    mistake: 'shows a stack trace',
    steps: { refuse: () => ({ status: 400, body: trace }) },
    finds: ['leaks'],
    says: /a stack trace/,
  },
  {
    mistake: 'says which signature it expects',
    steps: {
      refuse: (reason, expected = '') => ({ status: 400, body: `${reason}: expected v1,${expected}` }),
    },
    finds: ['leaks'],
    says: /the signature that it expects/,
  },
  {
    mistake: 'says its secret',
    steps: { refuse: () => ({ status: 400, headers: { 'x-debug': `key ${secret.slice(6)}` } }) },
    finds: ['leaks'],
    says: /the secret/,
  },
];
