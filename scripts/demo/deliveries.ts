// What the demo sends, and what has to come back: one row of the table each.
import { sign, type SignOptions, type WireRequest } from '@hooklatch/testing';
import { randomUUID } from 'node:crypto';
import { endpoints, type EndpointName, type Secrets } from './endpoints.ts';
import type { FrameworkName } from './servers.ts';

/** What an endpoint answered, and why: the code of a refusal, or what became of an accepted delivery. */
export interface Answer {
  readonly status: number;
  readonly why: string;
}

/** An answer that is right; more than one `why` where either will do. */
export interface Expected {
  readonly status: number;
  readonly why: readonly string[];
}

export interface Row {
  readonly name: string;
  readonly group: 'genuine' | 'attack';
  readonly endpoint: EndpointName;
  readonly expected: Expected;
  /** Where a framework has a say in the answer. */
  readonly except?: Readonly<Partial<Record<FrameworkName, Expected>>>;
  /** Signed differently from a genuine delivery. */
  readonly signed?: () => Partial<SignOptions>;
  /** Changed after it was signed. */
  readonly changed?: (request: WireRequest) => WireRequest;
  /** How often the very same bytes are sent. (1) */
  readonly times?: number;
}

/** What is sent for a row. */
export interface Sending {
  readonly request: WireRequest;
  readonly times: number;
  /** The event's id, as the server will print it. */
  readonly id: string;
}

type Change = (request: WireRequest) => WireRequest;
type Pairs = readonly (readonly [string, string])[];

const MINUTES = 60_000;
const MIB = 1_048_576;

const accepted: Expected = { status: 200, why: ['handled', 'passed'] };
const duplicate: Expected = { status: 200, why: ['duplicate'] };
const refused = (why: string, status = 400): Expected => ({ status, why: [why] });
/** Answered by the framework's router: the webhook is mounted for POST. */
const unrouted = (status: number): Expected => ({ status, why: ['by the framework'] });

const withPairs =
  (change: (pairs: Pairs) => Pairs): Change =>
  (request) => ({ ...request, headers: change(request.headers ?? []) });

const rename = (from: string, to: string): Change =>
  withPairs((pairs) => pairs.map(([name, value]) => [name.replace(from, to), value] as const));

const without = (gone: string): Change => withPairs((pairs) => pairs.filter(([name]) => name !== gone));

const twice = (doubled: string): Change =>
  withPairs((pairs) => pairs.flatMap((pair) => (pair[0] === doubled ? [pair, pair] : [pair])));

const replaceIn =
  (from: string, to: string): Change =>
  (request) => {
    const body = Buffer.from(request.body ?? []).toString();
    return { ...request, body: Buffer.from(body.replace(from, to)) };
  };

/** A rolled secret: the first `v1` is the old one's. */
const rolled: Change = withPairs((pairs) =>
  pairs.map(([name, value]) => [name, value.replace(',v1=', `,v1=${'0'.repeat(64)},v1=`)] as const),
);

const reserialised: Change = (request) => {
  const parsed: unknown = JSON.parse(Buffer.from(request.body ?? []).toString());
  return { ...request, body: Buffer.from(JSON.stringify(parsed)) };
};

const spaced = (): Partial<SignOptions> => ({
  body: '{ "type": "user.created", "data": { "id": "user_ada", "balance": 1.0 } }',
});

const oversized = (): Partial<SignOptions> => ({ payload: { data: { text: 'x'.repeat(MIB) } } });

const at = (minutes: number) => () => ({ time: Date.now() + minutes * MINUTES });

const otherSecret = (endpoint: EndpointName) => () => ({ secret: endpoints[endpoint].makeSecret() });

const genuine = (name: string, endpoint: EndpointName, changed?: Change): Row => ({
  name,
  group: 'genuine',
  endpoint,
  expected: accepted,
  ...(changed && { changed }),
});

const attack = (
  name: string,
  endpoint: EndpointName,
  expected: Expected,
  how: Pick<Row, 'signed' | 'changed' | 'times' | 'except'>,
): Row => ({ name, group: 'attack', endpoint, expected, ...how });

const mismatch = refused('signature_mismatch');
const missing = refused('signature_missing');
const stale = refused('timestamp_stale');
const future = refused('timestamp_future');
const tooLarge = refused('payload_too_large', 413);

/** Where the platform joins two headers of one name, the value's grammar refuses them. */
const joined = refused('header_malformed');
const doubles = { next: joined, workers: joined };
const methods = {
  express: unrouted(404),
  hono: unrouted(404),
  next: unrouted(405),
  nestjs: unrouted(404),
  koa: unrouted(404),
};

export const rows: readonly Row[] = [
  genuine('Clerk, svix-*', 'clerk'),
  genuine('Clerk, webhook-*', 'clerk', rename('svix-', 'webhook-')),
  genuine('Stripe, second v1', 'stripe', rolled),
  genuine('GitHub', 'github'),
  genuine('Shopify', 'shopify'),
  genuine('GitLab, token', 'gitlab'),
  genuine('Standard Webhooks', 'standard'),
  attack('Clerk, tampered body', 'clerk', mismatch, { changed: replaceIn('ada@', 'eve@') }),
  attack('Stripe, tampered body', 'stripe', mismatch, { changed: replaceIn('4200', '4') }),
  attack('GitHub, tampered body', 'github', mismatch, { changed: replaceIn('ada/', 'eve/') }),
  attack('Shopify, tampered body', 'shopify', refused('signature_mismatch', 401), {
    changed: replaceIn('42.00', '4.20'),
  }),
  attack('Clerk, wrong secret', 'clerk', mismatch, { signed: otherSecret('clerk') }),
  attack('Stripe, wrong secret', 'stripe', mismatch, { signed: otherSecret('stripe') }),
  attack('GitLab, wrong token', 'gitlab', mismatch, { signed: otherSecret('gitlab') }),
  attack('Clerk, stale', 'clerk', stale, { signed: at(-10) }),
  attack('Stripe, stale', 'stripe', stale, { signed: at(-10) }),
  attack('Clerk, future', 'clerk', future, { signed: at(10) }),
  attack('Standard, future', 'standard', future, { signed: at(10) }),
  attack('Clerk, no signature', 'clerk', missing, { changed: without('svix-signature') }),
  attack('GitHub, no signature', 'github', missing, { changed: without('x-hub-signature-256') }),
  attack('GitLab, no token', 'gitlab', missing, { changed: without('x-gitlab-token') }),
  attack('Clerk, doubled header', 'clerk', refused('header_duplicate'), {
    changed: twice('svix-signature'),
    except: doubles,
  }),
  attack('GitHub, doubled header', 'github', refused('header_duplicate'), {
    changed: twice('x-hub-signature-256'),
    except: doubles,
  }),
  attack('Stripe, doubled header', 'stripe', refused('header_duplicate'), {
    changed: twice('stripe-signature'),
    except: doubles,
  }),
  attack('Clerk, over 1 MiB', 'clerk', tooLarge, { signed: oversized }),
  attack('Clerk, 1 MiB, chunked', 'clerk', tooLarge, {
    signed: oversized,
    changed: (request) => ({ ...request, chunkBytes: 65_536 }),
  }),
  attack('Clerk, re-serialised', 'clerk', mismatch, { signed: spaced, changed: reserialised }),
  attack('Clerk, replay', 'clerk', duplicate, { times: 2 }),
  attack('Stripe, replay', 'stripe', duplicate, { times: 2 }),
  attack('GitHub, replay', 'github', duplicate, { times: 2 }),
  attack('Clerk, wrong method', 'clerk', refused('method_not_allowed', 405), {
    changed: ({ headers = [] }) => ({ method: 'GET', headers }),
    except: methods,
  }),
];

/** The answer that is right in a framework. */
export function expectedIn(row: Row, framework: string): Expected {
  return row.except?.[framework as FrameworkName] ?? row.expected;
}

/** Signs what a row sends; no two are the same. */
export async function writeSending(row: Row, secrets: Secrets): Promise<Sending> {
  const { provider, type, payload } = endpoints[row.endpoint];
  const id = `${row.endpoint === 'stripe' ? 'evt' : 'msg'}_${randomUUID().replaceAll('-', '')}`;
  const delivery = await sign(provider, {
    secret: secrets[row.endpoint],
    type,
    id,
    payload: { ...payload, nonce: id },
    ...row.signed?.(),
  });
  const { method, headers, body } = delivery;
  const request: WireRequest = { method, headers: headers.entries(), body };
  return { request: row.changed?.(request) ?? request, times: row.times ?? 1, id };
}
