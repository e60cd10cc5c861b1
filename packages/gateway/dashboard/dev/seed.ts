import type { EventDetail, EventRow, Forward } from '../src/api/event-types.ts';
import type { Connection, Destination, Endpoint, Issue } from '../src/api/types.ts';
import { toDestination, toEndpoint } from './seed-places.ts';
import { hostile, providers } from './seed-words.ts';

/** What the fake gateway holds. */
export interface Fake {
  isSetUp: boolean;
  isSignedIn: boolean;
  endpoints: Endpoint[];
  readonly destinations: Destination[];
  readonly connections: Connection[];
  /** The newest first. */
  readonly events: EventDetail[];
  readonly issues: Issue[];
  readonly random: () => number;
  next: number;
}

const day = 86_400_000;

/** Numbers that are the same each time. */
function createRandom(start: number): () => number {
  let state = start;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

const pick = <Item>(random: () => number, items: readonly Item[]): Item =>
  items[Math.floor(random() * items.length)] as Item;

/** Counts forwards by state, as a row of the list has them. */
export function toRow(event: EventDetail): EventRow {
  const { forwards, headers: _headers, body: _body, verification: _steps, alerts: _alerts, ...row } = event;
  const counts = { queued: 0, leased: 0, delivered: 0, dead: 0, cancelled: 0 };
  for (const { state } of forwards) counts[state] += 1;
  return { ...row, forwards: counts };
}

function toForwards(
  fake: Fake,
  event: Pick<EventDetail, 'id' | 'endpointId' | 'type' | 'receivedAt'>,
): Forward[] {
  return fake.connections
    .filter(({ endpointId }) => endpointId === event.endpointId)
    .map((connection, at) => {
      const chance = fake.random();
      const isOld = Date.now() - event.receivedAt > 600_000;
      const state = chance > 0.08 ? 'delivered' : isOld ? 'dead' : 'queued';
      return {
        id: `fwd_${event.id.slice(4)}${at}`,
        eventId: event.id,
        endpointId: event.endpointId,
        connectionId: connection.id,
        destinationId: connection.destinationId,
        type: event.type,
        state,
        trigger: 'automatic',
        replay: 0,
        attempts: state === 'delivered' ? 1 : 3,
        dueAt: Date.now() + 240_000,
        lastStatus: state === 'delivered' ? 200 : 503,
        lastError: state === 'delivered' ? null : pick(fake.random, ['Service Unavailable', ...hostile]),
        createdAt: event.receivedAt,
        settledAt: state === 'queued' ? null : event.receivedAt + 400,
      };
    });
}

function toBody(fake: Fake, type: string, id: string): string {
  return JSON.stringify({
    id,
    type,
    created: 1_795_000_000 + fake.next,
    livemode: true,
    data: {
      object: {
        id: `in_${fake.next}`,
        amount_due: Math.floor(fake.random() * 20_000),
        big: 0,
        customer: {
          email: `person${fake.next}@example.com`,
          name: pick(fake.random, ['Ada', 'Grace', ...hostile]),
        },
        lines: Array.from({ length: 3 }, (_, at) => ({
          price: at * 100,
          sku: `sku_${at}`,
          tags: ['a', 'b'],
        })),
      },
    },
  }).replace('"big":0', '"big":12345678901234567890');
}

interface Making {
  readonly at: number;
  readonly endpoint?: Endpoint;
  readonly type?: string;
  readonly source?: EventRow['source'];
}

/** Makes one event, and puts it first. */
export function addEvent(fake: Fake, { at, endpoint, type, source = 'received' }: Making): EventDetail {
  const { random } = fake;
  const to = endpoint ?? pick(random, fake.endpoints.slice(0, 4));
  const chance = source === 'test' ? 1 : random();
  const outcome =
    chance < 0.05 ? 'rejected' : chance < 0.09 ? 'duplicate' : chance < 0.095 ? 'handshake' : 'verified';
  fake.next += 1;
  const id = `evt_${fake.next.toString(36).padStart(8, '0')}`;
  const types = providers.find(({ name }) => name === to.provider)?.types ?? ['event'];
  const isHostile = fake.next % 97 === 0;
  const text = isHostile ? pick(random, hostile) : (type ?? pick<string>(random, types));
  const body = toBody(fake, text, `evt_${fake.next}`);
  const isRejected = outcome === 'rejected';
  const base = { id, endpointId: to.id, type: isRejected ? null : text, receivedAt: at };
  const event: EventDetail = {
    ...base,
    provider: to.provider,
    method: 'POST',
    target: `/in/${to.id}${isHostile ? `?q=${hostile[1] ?? ''}` : ''}`,
    outcome,
    status: isRejected ? 401 : 200,
    code: isRejected ? pick(random, ['signature_mismatch', 'timestamp_too_old', 'header_missing']) : null,
    hint: isRejected
      ? 'The secret is not the one of this endpoint. Copy it again from the page of the webhook.'
      : null,
    eventId: isRejected ? null : `id_${fake.next}`,
    duplicateOf: outcome === 'duplicate' ? (fake.events[0]?.id ?? null) : null,
    source,
    bytes: body.length,
    milliseconds: 0.5 + random() * 4,
    contentType: 'application/json',
    secretId: isRejected ? null : (to.secrets[0]?.id ?? null),
    remoteAddress: `198.51.100.${fake.next % 250}`,
    headers: [
      ['Host', 'hooks.example.com'],
      ['Content-Type', 'application/json'],
      ['User-Agent', isHostile ? (hostile[0] ?? '') : 'Sender/1.0'],
      ['X-Signature', `t=${1_795_000_000 + fake.next},v1=${'5f'.repeat(32)}`],
      ['X-Trace', 'a'],
      ['X-Trace', `b${fake.next}`],
    ],
    body: { text: body, base64: null, isTruncated: false },
    verification: {
      steps: [
        { name: 'headers', ok: true, detail: 'X-Signature has a timestamp and one signature.' },
        { name: 'freshness', ok: true, detail: '2 seconds old; 5 minutes are allowed.' },
        {
          name: 'signature',
          ok: !isRejected,
          detail: isRejected
            ? 'No secret of 2 gives this signature.'
            : `Secret ${to.secrets[0]?.fingerprint ?? ''} gives it.`,
        },
      ],
    },
    alerts: [],
    forwards: outcome === 'verified' ? toForwards(fake, base) : [],
  };
  fake.events.unshift(event);
  return event;
}

/** Makes a gateway with a few endpoints and as many events as asked for. */
export function createFake(count: number): Fake {
  const names = [
    ['Billing, live', 'stripe'],
    ['Repositories', 'github'],
    ['Users', 'clerk'],
    [hostile[1] ?? '', 'shopify'],
    ['Billing, test', 'stripe'],
  ] as const;
  const connect = (at: number, to: string, filter: string | null): Connection => ({
    id: `con_${at}${to}`,
    endpointId: `end_${at}`,
    destinationId: to,
    filter,
    isEnabled: true,
    createdAt: Date.now() - 30 * day,
  });
  const fake: Fake = {
    isSetUp: true,
    isSignedIn: true,
    endpoints: names.map(([name, provider], at) => toEndpoint(name, provider, at)),
    destinations: [
      toDestination('dst_app', 'Application', 'https://app.example.com/webhooks', 'active'),
      toDestination('dst_bi', 'Warehouse', 'https://bi.example.com/in', 'broken'),
    ],
    connections: [
      connect(0, 'dst_app', null),
      connect(0, 'dst_bi', 'type=invoice.*'),
      connect(2, 'dst_app', null),
    ],
    events: [],
    issues: [
      {
        id: 'iss_1',
        destinationId: 'dst_bi',
        destinationName: 'Warehouse',
        cause: '503',
        state: 'open',
        firstAt: Date.now() - 3_600_000,
        lastAt: Date.now() - 30_000,
        count: 24,
      },
    ],
    random: createRandom(7),
    next: 0,
  };
  for (let left = count; left > 0; left -= 1) {
    // Closer to each other the newer they are.
    const age = 20_000 + 6 * day * (left / Math.max(count, 1)) ** 1.4;
    addEvent(fake, { at: Math.round(Date.now() - age) });
  }
  return fake;
}
