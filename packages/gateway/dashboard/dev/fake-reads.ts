import type { EventDetail } from '../src/api/event-types.ts';
import { toRow, type Fake } from './seed.ts';
import { catalog } from './seed-words.ts';

/** What the fake refuses. */
export class FakeProblem extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** @throws FakeProblem 404 where there is no such thing */
export function found<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new FakeProblem(404, 'not_found', 'There is no such thing.');
  return thing;
}

function toPattern(glob: string): RegExp {
  return new RegExp(`^${glob.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
}

// As much of the filter language as the screens need to be seen with.
function toCondition(text: string): (event: EventDetail) => boolean {
  const parts = text.split(/\s+/).map((part) => /^type=(\S+)$/.exec(part)?.[1]);
  if (parts.includes(undefined))
    throw new FakeProblem(422, 'bad_filter', `Unknown field in "${text}". Use type, body, headers.`);
  return (event) => parts.every((glob) => toPattern(glob ?? '').test(event.type ?? ''));
}

function toMatch(query: URLSearchParams): (event: EventDetail) => boolean {
  const text = (name: string): string | undefined => query.get(name) ?? undefined;
  const [endpoint, provider, outcome, code] = ['endpoint', 'provider', 'outcome', 'code'].map(text);
  const type = text('type') === undefined ? undefined : toPattern(text('type') ?? '');
  const from = Number(text('from') ?? 0);
  const to = Number(text('to') ?? Number.POSITIVE_INFINITY);
  const q = text('q')?.toLowerCase();
  const filter = text('filter');
  const condition = filter === undefined ? undefined : toCondition(filter);
  return (event) =>
    (endpoint === undefined || event.endpointId === endpoint) &&
    (provider === undefined || event.provider === provider) &&
    (outcome === undefined || event.outcome === outcome) &&
    (code === undefined || event.code === code) &&
    (type === undefined || type.test(event.type ?? '')) &&
    event.receivedAt >= from &&
    event.receivedAt <= to &&
    (q === undefined || (event.body.text ?? '').toLowerCase().includes(q)) &&
    (condition === undefined || condition(event));
}

function listEvents(fake: Fake, query: URLSearchParams): object {
  const cursor = query.get('cursor');
  const limit = Number(query.get('limit') ?? 50);
  const start = cursor === null ? 0 : fake.events.findIndex(({ id }) => id === cursor) + 1;
  const isMatch = toMatch(query);
  const items = [];
  let at = start;
  for (; at < fake.events.length && items.length < limit; at += 1) {
    const event = fake.events[at];
    if (event !== undefined && isMatch(event)) items.push(toRow(event));
  }
  const next = at < fake.events.length ? (fake.events[at - 1]?.id ?? null) : null;
  return { items, next, searchedThrough: null };
}

function toBuckets(fake: Fake, query: URLSearchParams, count: number): object[] {
  const from = Number(query.get('from') ?? fake.events.at(-1)?.receivedAt ?? 0);
  const to = Number(query.get('to') ?? Date.now());
  const width = Math.max(1, (to - from) / count);
  const isMatch = toMatch(query);
  const buckets = Array.from({ length: count }, (_, at) => ({
    at: Math.round(from + at * width),
    received: 0,
    verified: 0,
    duplicate: 0,
    rejected: 0,
    delivered: 0,
    failed: 0,
    dead: 0,
  }));
  for (const event of fake.events) {
    const bucket = buckets[Math.floor((event.receivedAt - from) / width)];
    if (bucket === undefined || !isMatch(event)) continue;
    bucket.received += 1;
    if (event.outcome !== 'handshake') bucket[event.outcome] += 1;
    for (const { state, attempts } of event.forwards) {
      if (state === 'delivered' || state === 'dead') bucket[state] += 1;
      if (state !== 'delivered') bucket.failed += attempts;
    }
  }
  return buckets;
}

function toOverview(fake: Fake, query: URLSearchParams): object {
  const counts = new Map<string, number>();
  const isMatch = toMatch(query);
  for (const event of fake.events) {
    if (event.code !== null && isMatch(event)) counts.set(event.code, (counts.get(event.code) ?? 0) + 1);
  }
  return {
    buckets: toBuckets(fake, query, 60),
    rejections: [...counts].map(([code, count]) => ({ code, count })).toSorted((a, b) => b.count - a.count),
    ingest: { p50: 1.2, p95: 3.4, p99: 9.1 },
    forwarding: { p50: 84, p95: 410, p99: 1900 },
    queue: { queued: 42, dead: 7, oldestAgeMs: 95_000 },
    openIssues: fake.issues.length,
    brokenChannels: 0,
  };
}

function readForward(fake: Fake, id: string): object {
  const forward = found(fake.events.flatMap(({ forwards }) => forwards).find((each) => each.id === id));
  const attemptLog = Array.from({ length: forward.attempts }, (_, at) => ({
    id: `${id}${at}`,
    number: at + 1,
    trigger: 'automatic',
    startedAt: forward.createdAt + at * 10_000,
    milliseconds: 84,
    status: forward.lastStatus,
    errorCode: null,
    error: forward.lastError,
    target: 'https://app.example.com/webhooks',
    responseHeaders: [['content-type', 'text/html']],
    responseText: forward.state === 'delivered' ? 'ok' : '<h1 onclick="owned=1">Service Unavailable</h1>',
  }));
  return { ...forward, attemptLog };
}

/** Answers what is asked of the fake. */
export function answerRead(fake: Fake, path: string, query: URLSearchParams): unknown {
  const [, what, id, part] = path.split('/');
  const all = (items: readonly unknown[]): object => ({ items, next: null });
  const event = (): EventDetail => found(fake.events.find((each) => each.id === id));
  if (what === 'session') {
    const user = { id: 'usr_1', email: 'ada@example.com', name: 'Ada Lovelace', role: 'owner' };
    const signed = fake.isSetUp && fake.isSignedIn ? user : null;
    return {
      user: signed,
      isSetUp: fake.isSetUp,
      version: '0.0.0',
      ingestUrl: 'https://hooks.example.com',
      warnings: [],
    };
  }
  if (what === 'events' && id === 'histogram') {
    return { buckets: toBuckets(fake, query, Number(query.get('buckets'))), searchedThrough: null };
  }
  if (what === 'events' && part === 'curl')
    return `curl -X POST 'https://hooks.example.com${event().target}'`;
  if (what === 'events' && part === 'body') return event().body.text;
  if (what === 'events') return id === undefined ? listEvents(fake, query) : event();
  if (what === 'endpoints' && id !== undefined) return found(fake.endpoints.find((each) => each.id === id));
  if (what === 'endpoints') return all(fake.endpoints);
  if (what === 'providers') return { items: catalog };
  if (what === 'destinations') return all(fake.destinations);
  if (what === 'connections') return all(fake.connections);
  if (what === 'issues') return all(fake.issues);
  if (what === 'metrics') return toOverview(fake, query);
  if (what === 'forwards' && id !== undefined) return readForward(fake, id);
  return found(undefined);
}
